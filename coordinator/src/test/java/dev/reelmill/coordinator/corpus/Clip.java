package dev.reelmill.coordinator.corpus;

import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One clip of the torture set: how it is made, and what has to become of it. Every picture carries
 * its own number ({@link FrameCode}); the sound is a chirp, which is unlike itself at every lag.
 */
final class Clip {

  static final String H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 ";
  static final String AAC = "-c:a aac -b:a 128k ";

  final String file;
  final String covers;
  Verdict verdict = Verdict.OK;

  /** Pictures in every rung; −1 for as many as the decoder finds. */
  int frames = -1;

  /** What is known of the numbers in the pictures. */
  Numbers numbers = Numbers.UNREADABLE;

  /** Whether pictures are missing that the report has to tell of. */
  boolean loses;

  /** Width and height of the best rung; absent where it does not matter. */
  @Nullable String size;

  /** What is known of the numbers in the pictures. */
  enum Numbers {
    /** They count from 0. */
    COUNTING,
    /** Each is what the source's decoder shows. */
    AS_IN_SOURCE,
    UNREADABLE
  }

  private final List<String> inputs = new ArrayList<>();
  private String encoding = "";
  private String before = "";
  private @Nullable String then;
  private @Nullable UnaryOperator<byte[]> damage;
  private byte @Nullable [] bytes;

  private Clip(String file, String covers) {
    this.file = file;
    this.covers = covers;
  }

  static Clip clip(String file, String covers) {
    return new Clip(file, covers);
  }

  /** The usual: 75 pictures of 160 × 90 at 25 a second, and three seconds of sound. */
  static Clip usual(String file, String covers) {
    return clip(file, covers).pictures("160x90", "25", 75).sound("48000", 1, "3");
  }

  /** Numbered pictures that move. */
  Clip pictures(String dimensions, String rate, int count) {
    return pictures(dimensions, rate, count, "");
  }

  /**
   * Numbered pictures that move.
   *
   * @param filter more of the filter chain, beginning with a comma
   */
  Clip pictures(String dimensions, String rate, int count, String filter) {
    input(
        "testsrc2=s=%s:r=%s,trim=end_frame=%d%s%s"
            .formatted(dimensions, rate, count, FrameCode.FILTER, filter));
    frames = count;
    numbers = Numbers.COUNTING;
    return this;
  }

  /** A rising tone, the same in all channels. */
  Clip sound(String sampleRate, int channels, String seconds) {
    String wave = "0.4*sin(2*PI*t*(300+120*t))";
    String all = String.join("|", Collections.nCopies(channels, wave));
    return input("aevalsrc=exprs='%s':s=%s:d=%s".formatted(all, sampleRate, seconds));
  }

  /** Any source of libavfilter. */
  Clip input(String source) {
    inputs.addAll(words(before));
    inputs.addAll(List.of("-f", "lavfi", "-i", source));
    before = "";
    return this;
  }

  /** A text file as one more input. */
  Clip text(String options) {
    inputs.addAll(words(options));
    return this;
  }

  /** Options of the next input. */
  Clip before(String options) {
    before = options;
    return this;
  }

  /** Options of the output. */
  Clip encoded(String options) {
    encoding = options;
    return this;
  }

  /** A second run over what the first made; {@code IN} stands for that. */
  Clip then(String options) {
    then = options;
    return this;
  }

  Clip damaged(UnaryOperator<byte[]> how) {
    damage = how;
    numbers = Numbers.UNREADABLE;
    frames = -1;
    return this;
  }

  /** No video at all, but these bytes. */
  Clip holding(byte... content) {
    bytes = content;
    return refused();
  }

  /** The same file a second time behind itself, as recordings are joined. */
  Clip twice() {
    damage =
        bytes -> {
          byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
          System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
          return both;
        };
    frames *= 2;
    return uncounted();
  }

  Clip loses() {
    loses = true;
    return this;
  }

  Clip refused() {
    verdict = Verdict.REFUSED;
    frames = -1;
    numbers = Numbers.UNREADABLE;
    return this;
  }

  Clip frames(int count) {
    frames = count;
    return this;
  }

  Clip unreadable() {
    numbers = Numbers.UNREADABLE;
    return this;
  }

  Clip uncounted() {
    numbers = Numbers.AS_IN_SOURCE;
    return this;
  }

  Clip size(String expected) {
    size = expected;
    return this;
  }

  /** Makes the file. */
  @Nullable Void make(BundledFfmpeg ffmpeg, Path folder, Path scratch)
      throws IOException, InterruptedException {
    Path made = folder.resolve(file);
    if (bytes != null) {
      Files.write(made, bytes);
      return null;
    }
    Path first = then == null ? made : scratch.resolve(file);
    List<String> command = new ArrayList<>(inputs);
    command.addAll(words(encoding.replace("SCRATCH", scratch.toString())));
    command.add(first.toString());
    command.replaceAll(word -> word.replace("SCRATCH", scratch.toString()));
    ffmpeg.run(command.toArray(String[]::new));
    if (then != null) {
      List<String> second = new ArrayList<>(words(then.replace("IN", first.toString())));
      second.add(made.toString());
      ffmpeg.run(second.toArray(String[]::new));
    }
    if (damage != null) {
      Files.write(made, damage.apply(Files.readAllBytes(made)));
    }
    return null;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.trim().split(" +")).filter(word -> !word.isEmpty()).toList();
  }

  @Override
  public String toString() {
    return file + ": " + covers;
  }
}
