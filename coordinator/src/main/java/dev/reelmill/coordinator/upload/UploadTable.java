package dev.reelmill.coordinator.upload;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.UPLOAD;
import static dev.reelmill.sql.Tables.VIDEO;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.sql.tables.records.UploadRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Queries on {@code farm.upload}. */
final class UploadTable {

  /** Tells these advisory locks from others' in the same database. */
  private static final int QUOTA_LOCK = 0x7175_6f74;

  private final DSLContext database;

  UploadTable(DSLContext database) {
    this.database = database;
  }

  /**
   * Keeps a new upload, if its uploader may have as much.
   *
   * @param quotaBytes 0 for any number
   * @throws ReelmillException {@link FailureCode#QUOTA_EXCEEDED}
   */
  void insert(Upload upload, long quotaBytes) {
    database.transaction(
        configuration -> {
          requireQuota(configuration.dsl(), upload.uploader(), upload.lengthBytes(), quotaBytes);
          insert(configuration.dsl(), upload);
        });
  }

  /** As when an upload is inserted, without keeping anything. */
  void requireQuota(String uploader, long bytes, long quotaBytes) {
    database.transaction(
        configuration -> requireQuota(configuration.dsl(), uploader, bytes, quotaBytes));
  }

  /** An uploader's requests take turns, so that two at once don't take the same rest. */
  private static void requireQuota(DSLContext tx, String uploader, long bytes, long quotaBytes) {
    if (quotaBytes == 0) {
      return;
    }
    tx.execute(
        "select pg_advisory_xact_lock({0}, hashtext({1}))",
        DSL.inline(QUOTA_LOCK), DSL.val(uploader));
    long present =
        bytes(
                tx,
                UPLOAD,
                UPLOAD.LENGTH_BYTES,
                UPLOAD.UPLOADER.eq(uploader).and(UPLOAD.VIDEO_ID.isNull()))
            + bytes(tx, JOB, JOB.SOURCE_BYTES, JOB.UPLOADER.eq(uploader));
    if (present + bytes > quotaBytes) {
      throw new ReelmillException(
          FailureCode.QUOTA_EXCEEDED,
          "uploads from %s have %d bytes already; %d more would be more than the %d that are allowed (upload.quota)"
              .formatted(uploader, present, bytes, quotaBytes));
    }
  }

  private static long bytes(DSLContext tx, Table<?> table, Field<Long> bytes, Condition condition) {
    return tx.select(DSL.coalesce(DSL.sum(bytes), BigDecimal.ZERO))
        .from(table)
        .where(condition)
        .fetchSingle()
        .value1()
        .longValueExact();
  }

  private static void insert(DSLContext database, Upload upload) {
    database
        .insertInto(UPLOAD)
        .set(UPLOAD.ID, upload.id())
        .set(UPLOAD.LENGTH_BYTES, upload.lengthBytes())
        .set(UPLOAD.FILE_NAME, upload.fileName())
        .set(UPLOAD.TITLE, upload.title())
        .set(UPLOAD.PROFILE, upload.metadata().profile())
        .set(UPLOAD.SUBTITLES, upload.isSubtitles())
        .set(UPLOAD.UPLOADER, upload.uploader())
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
        row.getTouchedAt().toInstant(),
        row.getUploader());
  }
}
