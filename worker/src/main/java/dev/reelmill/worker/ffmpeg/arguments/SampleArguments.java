package dev.reelmill.worker.ffmpeg.arguments;

import java.nio.file.Path;
import java.util.List;

/** Makes a short video out of nothing, for a site that is still empty. */
public final class SampleArguments {

  /** https://ffmpeg.org/ffmpeg-filters.html#mandelbrot */
  private static final String PICTURE =
      "mandelbrot=s=960x540:rate=24:maxiter=600:end_scale=0.002:end_pts=400";

  /** A slowly breathing chord. https://ffmpeg.org/ffmpeg-filters.html#aevalsrc */
  private static final String SOUND =
      "aevalsrc=s=48000:exprs='"
          + "0.12*sin(2*PI*220*t)*(0.6+0.4*sin(2*PI*0.25*t))"
          + "+0.10*sin(2*PI*277.18*t)*(0.6+0.4*sin(2*PI*0.2*t))"
          + "+0.08*sin(2*PI*329.63*t)*(0.6+0.4*sin(2*PI*0.15*t))'";

  private SampleArguments() {}

  /**
   * The command, for so many seconds. The input is FFmpeg's own, so none of the guards against
   * strangers applies.
   */
  public static List<String> of(Path file, int seconds, InputLimits limits) {
    return new Words()
        .ffmpeg(limits)
        .add("-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", SOUND, "-t", seconds)
        .add("-c:v", "libx264", "-preset", "veryfast", "-crf", 20, "-pix_fmt", "yuv420p")
        .add("-c:a", "aac", "-b:a", 128_000, "-ac", 2, "-f", "mp4", "file:" + file)
        .list();
  }
}
