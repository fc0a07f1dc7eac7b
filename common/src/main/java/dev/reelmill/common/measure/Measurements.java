package dev.reelmill.common.measure;

import java.util.List;

/**
 * The answer to a {@link MeasureOrder}.
 *
 * @param media in the order's order
 */
public record Measurements(List<MeasuredMedium> media) {

  public Measurements {
    media = List.copyOf(media);
  }
}
