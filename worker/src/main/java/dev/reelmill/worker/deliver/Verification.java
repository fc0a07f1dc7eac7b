package dev.reelmill.worker.deliver;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Loudness;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.VerifyArguments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Believes nothing: reads the finished files back, box by box, and decodes them strictly. FFmpeg's
 * exit status says little about them.
 */
public final class Verification {

  private final Ffmpeg ffmpeg;

  public Verification(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Checks all rungs of a segment.
   *
   * @throws ReelmillException {@link FailureCode#VERIFICATION_FAILED} with what is wrong
   */
  public List<VerifiedFile> segment(
      List<Path> files, SegmentExpectation expected, Path scratch, RunControl control)
      throws IOException {
    List<FragmentedFile> read = new ArrayList<>();
    for (Path file : files) {
      FragmentedFile structure = structure(file);
      expected.check(structure);
      read.add(structure);
    }
    return decoded(read, "v", expected.frames(), scratch, control);
  }

  /**
   * Checks an audio track.
   *
   * @throws ReelmillException {@link FailureCode#VERIFICATION_FAILED} with what is wrong
   */
  public VerifiedSound audio(Path file, AudioExpectation expected, Path scratch, RunControl control)
      throws IOException {
    FragmentedFile structure = structure(file);
    expected.check(structure);
    RunResult result = decode(List.of(file), "a", scratch, control);
    requireFrames(file, 0, structure.samples(), scratch);
    return new VerifiedSound(new VerifiedFile(structure), result.loudness());
  }

  /**
   * An audio track.
   *
   * @param loudness as it is heard; absent if it is silent
   */
  public record VerifiedSound(VerifiedFile file, @Nullable Loudness loudness) {}

  /** When each frame of a file is shown, in ticks of its track, ascending within a fragment. */
  public static List<Long> shown(Path file) throws IOException {
    return structure(file).headers().stream().flatMap(header -> header.shown().stream()).toList();
  }

  static FragmentedFile structure(Path file) throws IOException {
    try {
      return FragmentedFile.read(file);
    } catch (MalformedMediaException e) {
      throw failed(file, String.valueOf(e.getMessage()));
    }
  }

  private List<VerifiedFile> decoded(
      List<FragmentedFile> files, String stream, long frames, Path scratch, RunControl control)
      throws IOException {
    decode(files.stream().map(FragmentedFile::file).toList(), stream, scratch, control);
    List<VerifiedFile> verified = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      requireFrames(files.get(i).file(), i, frames, scratch);
      verified.add(new VerifiedFile(files.get(i)));
    }
    return verified;
  }

  private RunResult decode(List<Path> files, String stream, Path scratch, RunControl control) {
    RunResult result =
        ffmpeg.ffmpeg(
            VerifyArguments.of(files, stream, ffmpeg.settings().inputLimits()),
            new Place(scratch, List.of()),
            ffmpeg.limits(),
            control,
            line -> {});
    if (!result.succeeded()) {
      throw failed(files.getFirst(), "a strict decoder refuses it: " + result.words());
    }
    return result;
  }

  private static void requireFrames(Path file, int number, long frames, Path scratch)
      throws IOException {
    long decoded = count(scratch.resolve(VerifyArguments.countFile(number)));
    if (decoded != frames) {
      throw failed(file, decoded + " frames decode, of " + frames);
    }
  }

  private static long count(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try (var lines = Files.lines(file, StandardCharsets.US_ASCII)) {
      return lines.count();
    }
  }

  static ReelmillException failed(Path file, String what) {
    return new ReelmillException(FailureCode.VERIFICATION_FAILED, file.getFileName() + ": " + what);
  }
}
