package dev.reelmill.coordinator.upload;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.PartialObjects;
import dev.reelmill.coordinator.store.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uploads there are, and what becomes of them. The file in the store says how far an upload is;
 * the row says what it is. Each step from the last byte to the video can be done again, so a crash
 * in between is mended by the next look at it.
 */
public final class Uploads {

  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  private final UploadTable table;
  private final ObjectStore store;
  private final PartialObjects partial;
  private final Submissions submissions;
  private final UploadSettings settings;
  private final Clock clock;
  private final ReentrantLock finishing = new ReentrantLock();

  public Uploads(
      DSLContext database,
      ObjectStore store,
      PartialObjects partial,
      Submissions submissions,
      UploadSettings settings,
      Clock clock) {
    this.table = new UploadTable(database);
    this.store = store;
    this.partial = partial;
    this.submissions = submissions;
    this.settings = settings;
    this.clock = clock;
  }

  UploadSettings settings() {
    return settings;
  }

  PartialObjects partial() {
    return partial;
  }

  Upload create(long lengthBytes, Metadata metadata) {
    if (lengthBytes == 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_EMPTY,
          metadata.fileName() + " is empty; choose a file with a video in it");
    }
    checkProfile(metadata.profile());
    Upload upload =
        new Upload(
            newId(),
            lengthBytes,
            metadata.fileName(),
            metadata.title(),
            metadata.profile(),
            null,
            clock.instant());
    partial.begin(upload.id(), lengthBytes);
    table.insert(upload);
    return upload;
  }

  /**
   * Looks whether what an uploader asks for can be made.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if there is no such profile
   */
  void checkProfile(@Nullable String profile) {
    if (profile != null) {
      submissions.check(profile);
    }
  }

  Optional<Upload> find(String id) {
    return table.find(id);
  }

  /** How many bytes are safe. */
  long offset(Upload upload) {
    OptionalLong size = partial.size(upload.id());
    if (size.isPresent()) {
      return size.getAsLong();
    }
    boolean arrived = store.find(ObjectKeys.source(VideoId.ofUpload(upload.id()))).isPresent();
    return upload.video() != null || arrived ? upload.lengthBytes() : 0;
  }

  void touch(Upload upload, long offset) {
    table.touch(upload.id(), offset, clock.instant());
  }

  /** A long request writes for hours before the row hears of it. */
  private Instant lastTouched(Upload upload) {
    return partial
        .lastWritten(upload.id())
        .filter(upload.touchedAt()::isBefore)
        .orElse(upload.touchedAt());
  }

  Instant expiry(Instant touchedAt) {
    return touchedAt.plus(settings.expires());
  }

  /** Makes the video of an upload whose bytes have all come; its id. */
  String finish(Upload upload) {
    if (upload.video() != null) {
      return upload.video();
    }
    String video = VideoId.ofUpload(upload.id());
    submit(upload.id(), video, new Metadata(upload.fileName(), upload.title(), upload.profile()));
    table.became(upload.id(), video);
    return video;
  }

  /** Makes a partial object a source and has it inspected, as far as that was not done before. */
  void submit(String partialId, String video, Metadata metadata) {
    // a request and tidy() may come to the same end at once
    finishing.lock();
    try {
      StoredObject source = partial.finish(partialId, ObjectKeys.source(video));
      if (!table.isSubmitted(video)) {
        submissions.submit(
            new Submission(
                video,
                metadata.title(),
                metadata.fileName(),
                source.key(),
                source.sizeBytes(),
                metadata.profile()));
        log.info("{} arrived: {} ({} bytes)", video, metadata.fileName(), source.sizeBytes());
      }
    } finally {
      finishing.unlock();
    }
  }

  void terminate(Upload upload) {
    partial.discard(upload.id());
    table.delete(upload.id());
  }

  /**
   * Finishes what a crash left between last byte and video, and removes what has expired or belongs
   * to nobody. To be called at start, before requests come, and now and then.
   */
  public void tidy() {
    Instant now = clock.instant();
    for (Upload upload : table.unfinished()) {
      try {
        if (offset(upload) == upload.lengthBytes()) {
          finish(upload);
        } else if (expiry(lastTouched(upload)).isBefore(now)) {
          terminate(upload);
        }
      } catch (ReelmillException e) {
        log.warn("upload of {} can't be tidied: {}", upload.fileName(), e.getMessage());
      }
    }
    table.forgetFinishedBefore(now.minus(settings.expires()));
  }

  /** Removes the halves of plain forms that a crash cut off; only before requests come. */
  public void sweepForms() {
    partial.ids().stream()
        .filter(id -> id.startsWith(FormEndpoint.PREFIX))
        .forEach(partial::discard);
  }

  /** 122 random bits: who knows it may go on with the upload. */
  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
