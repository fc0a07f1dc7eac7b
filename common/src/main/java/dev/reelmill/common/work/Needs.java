package dev.reelmill.common.work;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How an order's hint says what the order asks of a worker, so that the broker gives it to none
 * that can't do it: as one text, the {@linkplain Capabilities#words words} sorted, with commas
 * between.
 */
public final class Needs {

  /** The message's property; a hint that anybody can follow has none. */
  public static final String PROPERTY = "reelmill_needs";

  /** Words that one order may ask for. */
  public static final int MOST = 3;

  private Needs() {}

  /**
   * The property of an order that asks for these.
   *
   * @param words at least one, and at most {@link #MOST}
   */
  public static String text(List<String> words) {
    return String.join(",", new TreeSet<>(words));
  }

  /**
   * The JMS selector of a worker: what asks for nothing, or for nothing else than it has.
   *
   * @param words that the worker has, at most {@link Capabilities#MOST_WORDS}
   */
  public static String selector(List<String> words) {
    String anybody = PROPERTY + " IS NULL";
    List<List<String>> groups = groups(List.copyOf(new TreeSet<>(words)));
    return groups.isEmpty()
        ? anybody
        : anybody
            + groups.stream()
                .map(group -> "'" + text(group) + "'")
                .collect(Collectors.joining(",", " OR " + PROPERTY + " IN (", ")"));
  }

  private static List<List<String>> groups(List<String> words) {
    List<List<String>> groups = new ArrayList<>();
    for (String word : words) {
      List<List<String>> larger = new ArrayList<>(List.of(List.of(word)));
      for (List<String> group : groups) {
        if (group.size() < MOST) {
          List<String> with = new ArrayList<>(group);
          with.add(word);
          larger.add(with);
        }
      }
      groups.addAll(larger);
    }
    return groups;
  }
}
