package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.nio.file.Path;

/** Turns FFmpeg's words about a bad source into a code and a sentence. */
final class Refusals {

  private Refusals() {}

  /**
   * The container could not be opened.
   *
   * @param input as ffprobe was given it, which it repeats before its reason
   */
  static ReelmillException unopened(RunResult result, Path input) {
    if (result.says("moov atom not found")) {
      return new ReelmillException(
          FailureCode.SOURCE_TRUNCATED,
          "the MP4 file has no index (moov); it was not written or copied to its end");
    }
    if (result.says("Format not on whitelist")) {
      return new ReelmillException(
          FailureCode.SOURCE_NOT_MEDIA,
          "the file is of a kind that is not taken here, such as a playlist, an image or subtitles");
    }
    if (result.says("Permission denied", "Input/output error", "No such file")) {
      return new ReelmillException(
          FailureCode.SOURCE_UNREADABLE, "the file can't be read: " + result.words());
    }
    if (result.says("Cannot allocate memory")) {
      return new ReelmillException(
          FailureCode.SOURCE_LIMITS, "the file asks for more memory than is allowed");
    }
    if (result.says("Invalid data found", "End of file", "Invalid argument")) {
      return new ReelmillException(
          FailureCode.SOURCE_NOT_MEDIA, "no video container was recognised in the file's bytes");
    }
    if (isTooLarge(result)) {
      return tooLarge(result);
    }
    if (result.says("Could not open codec")) {
      return new ReelmillException(
          FailureCode.SOURCE_UNDECODABLE, "a stream can't be decoded: " + result.words());
    }
    if (result.says("file:" + input + ": ")) {
      return new ReelmillException(
          FailureCode.SOURCE_NOT_MEDIA, "the container can't be opened: " + result.words());
    }
    return new ReelmillException(
        FailureCode.ENCODER_FAILED,
        "ffprobe ended with " + result.exitCode() + ": " + result.words());
  }

  /** Not one frame came out of the decoder. */
  static ReelmillException undecodable(Stream picture, RunResult result) {
    if (result.says(
        "not on whitelist", "no decoder found", "Decoder not found", "Decoding requested")) {
      return new ReelmillException(
          FailureCode.SOURCE_NOT_MEDIA,
          "the picture is in a format that is not taken here: " + picture.codec());
    }
    if (isTooLarge(result)) {
      return tooLarge(result);
    }
    return new ReelmillException(
        FailureCode.SOURCE_UNDECODABLE,
        "no frame of the picture (%s) can be decoded: %s"
            .formatted(picture.codec(), result.words()));
  }

  private static boolean isTooLarge(RunResult result) {
    return result.says("Picture size");
  }

  private static ReelmillException tooLarge(RunResult result) {
    return new ReelmillException(
        FailureCode.SOURCE_LIMITS, "the picture is too large: " + result.words());
  }
}
