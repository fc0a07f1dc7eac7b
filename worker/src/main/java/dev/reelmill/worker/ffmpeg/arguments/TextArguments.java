package dev.reelmill.worker.ffmpeg.arguments;

import java.nio.file.Path;
import java.util.List;

/** Turns one subtitle track into WebVTT, with the times of the source. */
public final class TextArguments {

  private TextArguments() {}

  /**
   * One track.
   *
   * @param source local file
   * @param format its demuxer
   * @param stream index of the track
   * @param codec FFmpeg's name of it
   * @param file where to
   */
  public record TextCommand(Path source, String format, int stream, String codec, Path file) {}

  public static List<String> of(TextCommand command, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).guardedText();
    words.add("-f", command.format(), "-copyts").input(command.source());
    words.add("-map", "0:" + command.stream());
    // A copy keeps what decoding forgets: where a cue stands, who speaks.
    words.add("-c:s", command.codec().equals("webvtt") ? "copy" : "webvtt");
    words.add("-map_metadata", "-1", "-map_chapters", "-1", "-avoid_negative_ts", "disabled");
    return words.add("-f", "webvtt", "file:" + command.file()).list();
  }
}
