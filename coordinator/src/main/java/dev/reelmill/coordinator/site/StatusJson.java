package dev.reelmill.coordinator.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.coordinator.publish.VideoPictures;
import dev.reelmill.coordinator.publish.VideoStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@link VideoStatus} as the API shows it. Values are rounded, so that noise is no news. */
public final class StatusJson {

  private StatusJson() {}

  /** One line. Absent values are null; times are ISO 8601, durations decimal seconds. */
  public static String of(VideoStatus status) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("video", status.video());
    json.put("title", status.title());
    json.put("job", status.job());
    json.put("state", name(status.state()));
    json.put("final", status.settled());
    json.put("createdAt", status.createdAt().toString());
    json.put("durationSeconds", seconds(status.duration()));
    json.put("playable", status.playable());
    json.put("poster", status.poster());
    pictures(json, status.pictures());
    json.put("fraction", rounded(status.fraction(), 3));
    Double speed = status.speed();
    json.put("speed", speed == null ? null : rounded(speed, 2));
    json.put("remainingSeconds", wholeSeconds(status.remaining()));
    ArrayNode rungs = json.putArray("rungs");
    status.rungs().forEach(rungs::add);
    pieces(json.putArray("segments"), status.segments());
    pieces(json.putArray("audio"), status.audio());
    json.put("failure", status.failure());
    json.put("failureDetail", status.failureDetail());
    ArrayNode warnings = json.putArray("warnings");
    status.warnings().forEach(warnings::add);
    ArrayNode files = json.putArray("files");
    status
        .files()
        .forEach(
            file ->
                files
                    .addObject()
                    .put("name", file.name())
                    .put("type", file.type())
                    .put("path", file.path())
                    .put("sizeBytes", file.sizeBytes()));
    return json.toString();
  }

  private static void pictures(ObjectNode json, @Nullable VideoPictures pictures) {
    ArrayNode candidates = json.putArray("candidates");
    if (pictures != null) {
      pictures.candidates().forEach(candidates::add);
      if (pictures.has(PicturesPack.PREVIEW)) {
        json.put("preview", pictures.path(PicturesPack.PREVIEW));
      }
      if (pictures.storyboard().isPresent()) {
        json.put("storyboard", pictures.path(VideoPictures.STORYBOARD));
      }
    }
  }

  private static void pieces(ArrayNode into, List<VideoStatus.Piece> pieces) {
    for (VideoStatus.Piece piece : pieces) {
      into.addObject()
          .put("state", name(piece.state()))
          .put("fraction", rounded(piece.fraction(), 2));
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable BigDecimal seconds(@Nullable Duration duration) {
    return duration == null ? null : BigDecimal.valueOf(duration.toMillis(), 3);
  }

  private static @Nullable Long wholeSeconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.DOWN).stripTrailingZeros();
  }
}
