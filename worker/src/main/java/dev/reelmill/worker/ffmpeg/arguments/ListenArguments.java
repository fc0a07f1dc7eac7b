package dev.reelmill.worker.ffmpeg.arguments;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a track without keeping it: its loudness as the rendition would have it, and which
 * stretches decode. https://ffmpeg.org/ffmpeg-filters.html#ebur128-1
 */
public final class ListenArguments {

  /** What prints a summary of loudness at the end. */
  static final String METER = "ebur128=framelog=quiet:peak=true";

  private ListenArguments() {}

  /**
   * A picture of the waves.
   *
   * @param file a JPEG
   * @param width in pixels
   * @param height in pixels
   */
  public record Waveform(Path file, int width, int height) {}

  /**
   * The command. Each decoded frame is a line {@code PTS SAMPLES TICK} of {@code decoded}, the tick
   * in seconds.
   */
  public static List<String> of(
      AudioCommand command, Path decoded, @Nullable Waveform waveform, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).guarded(limits);
    words.add("-filter_complex_threads", "1", "-max_error_rate", "1");
    words.add("-f", command.format(), "-copyts");
    words.jumps(command.track().index(), command.track().jumps()).input(command.source());
    words.add("-filter_complex", graph(command, waveform));
    words.add("-map", "[measured]");
    // -progress is silent until every output has begun, which a picture of the waves does at the
    // end: https://ffmpeg.org/ffmpeg.html#Advanced-Audio-options
    words.add("-stats_enc_pre:a", "pipe:1", "-stats_enc_pre_fmt:a", "passed {pts}");
    words.add("-f", "null", "-");
    words.add("-map", "[heard]");
    words.add("-stats_enc_pre:a", decoded, "-stats_enc_pre_fmt:a", "{pts} {samp} {tb}");
    words.add("-f", "null", "-");
    if (waveform != null) {
      words.add("-map", "[waves]", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3").bare();
      words.add("-f", "mjpeg", "file:" + waveform.file());
    }
    return words.list();
  }

  private static String graph(AudioCommand command, @Nullable Waveform waveform) {
    // Both outputs out of one graph: with one of them straight from the decoder, FFmpeg 8 comes to
    // a standstill now and then when the machine is busy.
    String sound =
        SoundGraph.track(command)
            + "asplit[heard][sound];[sound]"
            + SoundGraph.filters(command, SoundGain.NONE);
    if (waveform == null) {
      return sound + "," + METER + "[measured]";
    }
    // The picture's filter keeps all sound in memory, so it gets little:
    // https://ffmpeg.org/ffmpeg-filters.html#showwavespic
    return sound
        + ",asplit[meter][draw];[meter]"
        + METER
        + "[measured];[draw]aresample=8000:ochl=mono:osf=s16p,showwavespic=s=%dx%d:colors=0x6ea8fe[waves]"
            .formatted(waveform.width(), waveform.height());
  }
}
