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
 * @param uploader on whose account its work is
 */
public record Submission(
    String video,
    String title,
    String fileName,
    String sourceKey,
    long sizeBytes,
    List<SideCar> sideCars,
    @Nullable String profile,
    String uploader) {

  /** Who is not known. */
  public static final String ANONYMOUS = "anonymous";

  public Submission {
    sideCars = List.copyOf(sideCars);
  }

  /** A source from nobody in particular. */
  public Submission(
      String video,
      String title,
      String fileName,
      String sourceKey,
      long sizeBytes,
      List<SideCar> sideCars,
      @Nullable String profile) {
    this(video, title, fileName, sourceKey, sizeBytes, sideCars, profile, ANONYMOUS);
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
