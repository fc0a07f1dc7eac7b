package dev.reelmill.coordinator.upload;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tus upload as the database has it; how many bytes there are, the store knows.
 *
 * @param id known to the uploader only
 * @param metadata what it is
 * @param video the video that it became, or became part of
 * @param touchedAt when bytes came last
 * @param uploader whose quota it counts for
 */
record Upload(
    String id,
    long lengthBytes,
    Metadata metadata,
    @Nullable String video,
    Instant touchedAt,
    String uploader) {

  String fileName() {
    return metadata.fileName();
  }

  String title() {
    return metadata.title();
  }

  /** Whether it belongs to a video, and is none itself. */
  boolean isSubtitles() {
    return metadata.isSubtitles();
  }

  /** Ids of the uploads that belong to it. */
  List<String> sideCars() {
    return metadata.sideCars();
  }
}
