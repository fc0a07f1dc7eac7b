package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Rung;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole ladder by one plain FFmpeg process with as many threads as it likes: what the farm is
 * measured against.
 */
public final class LadderArguments {

  private LadderArguments() {}

  /**
   * A source and what to make of it.
   *
   * @param picture what its frames are like
   * @param audio absent for silence
   */
  public record Ladder(
      Path source,
      String format,
      int stream,
      Picture picture,
      List<Rung> rungs,
      @Nullable Sound audio) {
    public Ladder {
      rungs = List.copyOf(rungs);
    }
  }

  /** The audio output. */
  public record Sound(int stream, AudioEncoding encoding, Path file) {}

  public static List<String> of(Ladder ladder, InputLimits limits) {
    Words words = new Words().ffmpeg(limits);
    words.add("-f", ladder.format(), "-noautorotate").input(ladder.source());
    words.add("-filter_complex", graph(ladder));
    for (int i = 0; i < ladder.rungs().size(); i++) {
      Rung rung = ladder.rungs().get(i);
      VideoEncoding encoding = rung.encoding();
      words.add("-map", "[rung" + i + "]", "-c:v", "libx264", "-preset", encoding.preset());
      words.add("-crf", encoding.crf(), "-maxrate", encoding.maxBitrate());
      words.add("-bufsize", encoding.bufferBits());
      words.add(
          "-x264-params",
          "scenecut=0:open-gop=0:keyint=%1$d:min-keyint=%1$d"
              .formatted(encoding.keyframeInterval()));
      words.add("-fps_mode", "passthrough").bare().add("-movflags", "+cmaf+frag_keyframe");
      words.add("-f", "mp4", "file:" + rung.file());
    }
    Sound audio = ladder.audio();
    if (audio != null) {
      words.add("-map", "0:" + audio.stream(), "-c:a", "aac", "-b:a", audio.encoding().bitrate());
      words.add("-ar", audio.encoding().sampleRate(), "-ac", audio.encoding().channels()).bare();
      words.add("-f", "mp4", "file:" + audio.file());
    }
    return words.list();
  }

  /** The same pictures as the farm's: the same filters. */
  private static String graph(Ladder ladder) {
    int rungs = ladder.rungs().size();
    PictureFilters filters =
        new PictureFilters(ladder.picture(), ladder.rungs().getFirst().encoding());
    StringBuilder graph = new StringBuilder("[0:%d]".formatted(ladder.stream()));
    filters.common().forEach(filter -> graph.append(filter).append(','));
    graph.append("split=").append(rungs);
    for (int i = 0; i < rungs; i++) {
      graph.append("[split").append(i).append(']');
    }
    for (int i = 0; i < rungs; i++) {
      VideoEncoding encoding = ladder.rungs().get(i).encoding();
      graph.append(
          ";[split%d]%s[rung%d]".formatted(i, String.join(",", filters.rung(encoding)), i));
    }
    return graph.toString();
  }
}
