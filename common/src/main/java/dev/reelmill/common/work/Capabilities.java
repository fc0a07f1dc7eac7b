package dev.reelmill.common.work;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a worker has that not every worker has.
 *
 * @param encoders FFmpeg's names of the encoders in hardware that work there
 * @param memoryBytes of its machine, as far as it may be used
 * @param words by which orders ask for it, sorted: the worker's tags, the family of its encoders in
 *     hardware, {@value #BIGMEM}
 */
public record Capabilities(List<String> encoders, long memoryBytes, List<String> words) {

  /** At least {@link #BIGMEM_BYTES} for each slot. */
  public static final String BIGMEM = "bigmem";

  public static final long BIGMEM_BYTES = 4L << 30;

  /** Of a worker; its selector names each group of {@link Needs#MOST} of them. */
  public static final int MOST_WORDS = 8;

  /** Of a worker that has nothing special. */
  public static final Capabilities NONE = new Capabilities(List.of(), 0, List.of());

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public Capabilities {
    encoders = List.copyOf(encoders);
    words = List.copyOf(words);
  }

  /**
   * Of a worker with tags.
   *
   * @param families of the encoders in hardware
   */
  public static Capabilities of(
      List<String> encoders,
      List<String> families,
      long memoryBytes,
      int slots,
      List<String> tags) {
    TreeSet<String> words = new TreeSet<>(tags);
    words.addAll(families);
    if (memoryBytes / slots >= BIGMEM_BYTES) {
      words.add(BIGMEM);
    }
    return new Capabilities(encoders, memoryBytes, List.copyOf(words));
  }

  /** Whether a word is one by which anything can be asked for. */
  public static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }
}
