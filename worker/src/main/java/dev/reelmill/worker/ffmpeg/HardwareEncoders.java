package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encoders in hardware that work here, which only trying tells: card, driver and sandbox have
 * to agree.
 *
 * @param names FFmpeg's
 * @param words by which orders ask for them
 */
public record HardwareEncoders(List<String> names, List<String> words) {

  private static final Logger log = LoggerFactory.getLogger(HardwareEncoders.class);
  private static final Duration TRIAL_TIME = Duration.ofSeconds(20);

  public HardwareEncoders {
    names = List.copyOf(names);
    words = List.copyOf(words);
  }

  /**
   * Has each encode a picture, if the settings let FFmpeg use the card at all.
   *
   * @param folder that FFmpeg may write to
   */
  public static HardwareEncoders find(Ffmpeg ffmpeg, Path folder) {
    List<String> names = new ArrayList<>();
    List<String> words = new ArrayList<>();
    if (ffmpeg.settings().gpu()) {
      for (Accelerator accelerator : Accelerator.values()) {
        for (VideoCodec codec : accelerator.codecs()) {
          if (works(ffmpeg, folder, accelerator.encoder(codec))) {
            names.add(accelerator.encoder(codec));
            words.add(accelerator.need(codec));
          }
        }
      }
    }
    return new HardwareEncoders(names, words);
  }

  private static boolean works(Ffmpeg ffmpeg, Path folder, String encoder) {
    List<String> onePicture =
        List.of("-v", "error", "-f", "lavfi", "-i", "color=size=256x256:rate=10:duration=0.1");
    List<String> arguments = new ArrayList<>(onePicture);
    arguments.addAll(List.of("-c:v", encoder, "-f", "null", "-"));
    try {
      RunResult result =
          ffmpeg.ffmpeg(
              arguments,
              new Place(folder, List.of()),
              ffmpeg.limits().within(TRIAL_TIME),
              new RunControl(),
              line -> {});
      if (!result.succeeded()) {
        log.warn("the encoder {} does not work here: {}", encoder, result.words());
      }
      return result.succeeded();
    } catch (ReelmillException e) {
      log.warn("the encoder {} does not work here: {}", encoder, e.getMessage());
      return false;
    }
  }
}
