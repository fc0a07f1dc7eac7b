package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects the words of a command, and knows the groups of flags that all commands share. */
final class Words {

  private final List<String> words = new ArrayList<>();

  Words add(Object... more) {
    for (Object word : more) {
      words.add(String.valueOf(word));
    }
    return this;
  }

  List<String> list() {
    return List.copyOf(words);
  }

  /** How every ffmpeg starts. https://ffmpeg.org/ffmpeg.html#Main-options */
  Words ffmpeg(InputLimits limits) {
    add("-nostdin", "-hide_banner", "-y");
    // Each line with its level, so that errors can be told from chatter; -benchmark reports at
    // info.
    add("-nostats", "-loglevel", "repeat+level+info", "-benchmark");
    add("-progress", "pipe:1", "-stats_period", "1");
    add("-timelimit", limits.cpuTime().toSeconds());
    return add("-max_alloc", limits.maxBlockBytes());
  }

  /** How every ffprobe starts; it knows no -timelimit, the sandbox has one. */
  Words ffprobe(InputLimits limits) {
    add("-hide_banner", "-loglevel", "repeat+level+warning");
    return add("-max_alloc", limits.maxBlockBytes());
  }

  /**
   * How every source is opened: local files only, and nothing but the allowed containers and codecs
   * (https://ffmpeg.org/ffmpeg-formats.html#Format-Options, -codecs.html#Codec-Options). One
   * decoder thread: the slots of the worker fill the cores, and more threads cost more CPU.
   */
  Words guarded(InputLimits limits) {
    add("-protocol_whitelist", "file");
    add("-format_whitelist", AllowLists.FORMAT_LIST);
    add("-codec_whitelist", AllowLists.CODEC_LIST);
    return add("-max_pixels", limits.maxPixels(), "-threads", "1");
  }

  /** How a source, or a side-car file, is opened for its subtitles only. */
  Words guardedText() {
    add("-protocol_whitelist", "file");
    add("-format_whitelist", AllowLists.FORMAT_LIST + "," + AllowLists.TEXT_FORMAT_LIST);
    return add("-codec_whitelist", AllowLists.TEXT_CODEC_LIST);
  }

  /**
   * Moves the parts of a stream whose clock was set anew. Packets are counted from the beginning of
   * the file, so it has to be read from there.
   * https://ffmpeg.org/ffmpeg-bitstream-filters.html#setts
   */
  Words jumps(int stream, List<TimeJump> jumps) {
    if (jumps.isEmpty()) {
      return this;
    }
    String shift =
        jumps.stream()
            .map(jump -> "+if(gte(N,%d),round((%s)/TB),0)".formatted(jump.packet(), jump.shift()))
            .collect(Collectors.joining());
    return add(
        "-bsf:" + stream,
        "setts=pts='if(eq(PTS,NOPTS),NOPTS,PTS%1$s)':dts='if(eq(DTS,NOPTS),NOPTS,DTS%1$s)'"
            .formatted(shift));
  }

  /** A file by its path and nothing else: without the prefix a colon would name a protocol. */
  Words input(Path file) {
    return add("-i", "file:" + file);
  }

  /** Nothing of the source but the mapped stream. */
  Words bare() {
    return add("-map_metadata", "-1", "-map_chapters", "-1", "-dn", "-sn");
  }

  /** Seconds with six digits, rounded up: FFmpeg counts in microseconds. */
  static String seconds(Rational time) {
    return new BigDecimal(time.numerator())
        .divide(new BigDecimal(time.denominator()), 6, RoundingMode.CEILING)
        .toPlainString();
  }
}
