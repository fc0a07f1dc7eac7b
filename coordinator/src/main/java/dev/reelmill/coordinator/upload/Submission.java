package dev.reelmill.coordinator.upload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source whose bytes have all arrived.
 *
 * @param video the public id it gets
 * @param title what to call it
 * @param fileName as the uploader's computer had it
 * @param sourceKey where its bytes are
 * @param sizeBytes how many
 * @param sideCars subtitle files that came with it
 * @param profile name of what to make of it; absent for the usual
 */
public record Submission(
    String video,
    String title,
    String fileName,
    String sourceKey,
    long sizeBytes,
    List<SideCar> sideCars,
    @Nullable String profile) {

  public Submission {
    sideCars = List.copyOf(sideCars);
  }

  /** A source that came alone. */
  public Submission(
      String video,
      String title,
      String fileName,
      String sourceKey,
      long sizeBytes,
      @Nullable String profile) {
    this(video, title, fileName, sourceKey, sizeBytes, List.of(), profile);
  }
}
