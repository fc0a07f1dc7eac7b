package dev.reelmill.common.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link MeasureOrder}.
 *
 * @param media in the order's order; empty if they can't be measured
 * @param problem why they can't; absent if they were
 */
public record Measurements(List<MeasuredMedium> media, @Nullable String problem) {

  public Measurements {
    media = List.copyOf(media);
  }

  /** All was measured. */
  public static Measurements of(List<MeasuredMedium> media) {
    return new Measurements(media, null);
  }

  /** Nothing was. */
  public static Measurements impossible(String problem) {
    return new Measurements(List.of(), problem);
  }
}
