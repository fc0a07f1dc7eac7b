package dev.reelmill.coordinator.upload;

import static dev.reelmill.sql.Tables.UPLOAD;
import static dev.reelmill.sql.Tables.VIDEO;

import dev.reelmill.common.json.Json;
import dev.reelmill.sql.tables.records.UploadRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** Queries on {@code farm.upload}. */
final class UploadTable {

  private final DSLContext database;

  UploadTable(DSLContext database) {
    this.database = database;
  }

  void insert(Upload upload) {
    database
        .insertInto(UPLOAD)
        .set(UPLOAD.ID, upload.id())
        .set(UPLOAD.LENGTH_BYTES, upload.lengthBytes())
        .set(UPLOAD.FILE_NAME, upload.fileName())
        .set(UPLOAD.TITLE, upload.title())
        .set(UPLOAD.PROFILE, upload.metadata().profile())
        .set(UPLOAD.SUBTITLES, upload.isSubtitles())
        .set(UPLOAD.SIDE_CARS, JSONB.valueOf(Json.write(upload.sideCars())))
        .set(UPLOAD.TOUCHED_AT, upload.touchedAt().atOffset(ZoneOffset.UTC))
        .execute();
  }

  Optional<Upload> find(String id) {
    return database.selectFrom(UPLOAD).where(UPLOAD.ID.eq(id)).fetchOptional(UploadTable::upload);
  }

  void touch(String id, long offsetBytes, Instant now) {
    database
        .update(UPLOAD)
        .set(UPLOAD.OFFSET_BYTES, offsetBytes)
        .set(UPLOAD.TOUCHED_AT, now.atOffset(ZoneOffset.UTC))
        .where(UPLOAD.ID.eq(id), UPLOAD.VIDEO_ID.isNull())
        .execute();
  }

  void became(String id, String video) {
    database
        .update(UPLOAD)
        .set(UPLOAD.VIDEO_ID, video)
        .set(UPLOAD.OFFSET_BYTES, UPLOAD.LENGTH_BYTES)
        .where(UPLOAD.ID.eq(id), UPLOAD.VIDEO_ID.isNull())
        .execute();
  }

  void delete(String id) {
    database.deleteFrom(UPLOAD).where(UPLOAD.ID.eq(id)).execute();
  }

  /** Those that are no video yet. */
  List<Upload> unfinished() {
    return database
        .selectFrom(UPLOAD)
        .where(UPLOAD.VIDEO_ID.isNull())
        .orderBy(UPLOAD.TOUCHED_AT)
        .fetch(UploadTable::upload);
  }

  /** Those nobody needs to ask about any more. */
  void forgetFinishedBefore(Instant time) {
    database
        .deleteFrom(UPLOAD)
        .where(UPLOAD.VIDEO_ID.isNotNull(), UPLOAD.TOUCHED_AT.lt(time.atOffset(ZoneOffset.UTC)))
        .execute();
  }

  boolean isSubmitted(String video) {
    return database.fetchExists(VIDEO, VIDEO.ID.eq(video));
  }

  private static Upload upload(UploadRecord row) {
    return new Upload(
        row.getId(),
        row.getLengthBytes(),
        new Metadata(
            row.getFileName(),
            row.getTitle(),
            row.getSubtitles(),
            List.of(Json.read(row.getSideCars().data(), String[].class)),
            row.getProfile()),
        row.getVideoId(),
        row.getTouchedAt().toInstant());
  }
}
