package dev.reelmill.coordinator.upload;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.PartialObjects;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.web.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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

  /**
   * Begins an upload.
   *
   * @throws ReelmillException {@link FailureCode#QUOTA_EXCEEDED}, {@link FailureCode#SOURCE_EMPTY},
   *     or {@link FailureCode#INVALID}
   */
  Upload create(long lengthBytes, Metadata metadata, String uploader) {
    if (lengthBytes == 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_EMPTY,
          metadata.fileName() + " is empty; choose a file with a video in it");
    }
    checkProfile(metadata.profile());
    metadata.sideCars().forEach(this::requireFinishedSubtitles);
    Upload upload = new Upload(newId(), lengthBytes, metadata, null, clock.instant(), uploader);
    partial.begin(upload.id(), key(upload), lengthBytes);
    CrashPoints.reached(CrashPoint.UPLOAD_BEGUN);
    try {
      table.insert(upload, settings.quotaBytes());
    } catch (ReelmillException e) {
      partial.discard(upload.id());
      throw e;
    }
    CrashPoints.reached(CrashPoint.UPLOAD_CREATED);
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

  /**
   * Looks whether an uploader may have so much more.
   *
   * @throws ReelmillException {@link FailureCode#QUOTA_EXCEEDED}
   */
  void requireQuota(String uploader, long bytes) {
    table.requireQuota(uploader, bytes, settings.quotaBytes());
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
    boolean arrived = store.find(key(upload)).isPresent();
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

  private static String key(Upload upload) {
    return upload.isSubtitles()
        ? ObjectKeys.sideCar(upload.id(), 1)
        : ObjectKeys.source(VideoId.ofUpload(upload.id()));
  }

  private void requireFinishedSubtitles(String id) {
    boolean finished =
        table
            .find(id)
            .filter(upload -> upload.isSubtitles() && offset(upload) == upload.lengthBytes())
            .isPresent();
    if (!finished) {
      throw Refusal.badRequest("There is no finished upload of subtitles " + id + ".");
    }
  }

  /** Makes the video of an upload whose bytes have all come; its id, unless it is subtitles. */
  Optional<String> finish(Upload upload) {
    if (upload.isSubtitles()) {
      finishSubtitles(upload);
      return Optional.empty();
    }
    if (upload.video() != null) {
      return Optional.of(upload.video());
    }
    String video = VideoId.ofUpload(upload.id());
    submit(upload.id(), video, upload.metadata(), sideCars(upload), upload.uploader());
    table.became(upload.id(), video);
    upload.sideCars().forEach(id -> table.became(id, video));
    CrashPoints.reached(CrashPoint.UPLOAD_FINISHED);
    return Optional.of(video);
  }

  private void finishSubtitles(Upload upload) {
    finishing.lock();
    try {
      partial.finish(upload.id(), key(upload));
    } finally {
      finishing.unlock();
    }
  }

  private List<SideCar> sideCars(Upload upload) {
    return upload.sideCars().stream()
        .flatMap(id -> table.find(id).stream())
        .map(file -> new SideCar(key(file), file.fileName(), file.lengthBytes()))
        .toList();
  }

  /** Makes a partial object a source and has it inspected, as far as that was not done before. */
  void submit(
      String partialId, String video, Metadata metadata, List<SideCar> sideCars, String uploader) {
    // a request and tidy() may come to the same end at once
    finishing.lock();
    try {
      StoredObject source = partial.finish(partialId, ObjectKeys.source(video));
      CrashPoints.reached(CrashPoint.UPLOAD_NAMED);
      if (!table.isSubmitted(video)) {
        submissions.submit(
            new Submission(
                video,
                metadata.title(),
                metadata.fileName(),
                source.key(),
                source.sizeBytes(),
                sideCars,
                metadata.profile(),
                uploader));
        log.info("{} arrived: {} ({} bytes)", video, metadata.fileName(), source.sizeBytes());
      }
    } finally {
      finishing.unlock();
    }
  }

  /** Makes a partial object a subtitle file of a video to come. */
  SideCar keep(String partialId, String video, int number, String fileName) {
    StoredObject file = partial.finish(partialId, ObjectKeys.sideCar(video, number));
    return new SideCar(file.key(), fileName, file.sizeBytes());
  }

  void terminate(Upload upload) {
    partial.discard(upload.id());
    if (upload.isSubtitles() && upload.video() == null) {
      store.delete(key(upload));
    }
    CrashPoints.reached(CrashPoint.UPLOAD_DISCARDED);
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
        boolean arrived = offset(upload) == upload.lengthBytes();
        boolean expired = expiry(lastTouched(upload)).isBefore(now);
        if (arrived && !(upload.isSubtitles() && expired)) {
          finish(upload);
        } else if (expired) {
          terminate(upload);
        }
      } catch (ReelmillException e) {
        log.warn("upload of {} can't be tidied: {}", upload.fileName(), e.getMessage());
      }
    }
    partial.ids().stream().filter(id -> isForgotten(id, now)).forEach(partial::discard);
    table.forgetFinishedBefore(now.minus(settings.expires()));
  }

  /** Of which no row tells: a crash came between the file and its row, or it was a form's. */
  private boolean isForgotten(String id, Instant now) {
    return table.find(id).isEmpty()
        && partial.lastWritten(id).filter(last -> expiry(last).isBefore(now)).isPresent();
  }

  /** 122 random bits: who knows it may go on with the upload. */
  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
