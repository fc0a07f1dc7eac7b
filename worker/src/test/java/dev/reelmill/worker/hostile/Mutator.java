package dev.reelmill.worker.hostile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Makes damaged files, each of a seed and a number alone. Thread-safe. */
@SuppressWarnings({"ArrayRecordComponent", "EnumOrdinal"}) // numbers choose among them
final class Mutator {

  private static final int MOST_MUTATIONS = 3;

  /** Of one element many copies may lie in many others; more bytes only take time. */
  private static final int MOST_BYTES = 2 << 20;

  private final long seed;
  private final Map<Clip, byte[]> clips = new EnumMap<>(Clip.class);

  /** Makes the good clips in a folder. */
  Mutator(long seed, Path folder) {
    this.seed = seed;
    for (Clip clip : Clip.values()) {
      clips.put(clip, clip.bytes(folder));
    }
  }

  /**
   * A damaged file.
   *
   * @param name clip and mutations
   */
  record Mutant(String name, String ending, byte[] bytes) {}

  Mutant mutant(int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    Clip clip = Clip.values()[number % Clip.values().length];
    byte[] bytes = Objects.requireNonNull(clips.get(clip));
    List<String> names = new ArrayList<>();
    int wanted = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < wanted && bytes.length > 0 && bytes.length < MOST_BYTES; i++) {
      Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
      bytes = mutation.apply(bytes, clip.layout(), random);
      names.add(mutation.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    String name =
        "%s with %s".formatted(clip.name().toLowerCase(Locale.ROOT), String.join(", ", names));
    return new Mutant(name, clip.ending(), bytes);
  }
}
