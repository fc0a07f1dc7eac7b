package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.RENDITION;
import static dev.reelmill.sql.Tables.VIDEO;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.backlog.Attempts;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.VideoStatus.FileLink;
import dev.reelmill.coordinator.publish.VideoStatus.Piece;
import dev.reelmill.coordinator.publish.VideoStatus.PieceState;
import dev.reelmill.sql.tables.records.JobRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads how far jobs are. */
final class StatusLoader {

  private static final List<String> OPEN =
      Stream.of(OrderState.WAITING, OrderState.DISPATCHED, OrderState.RUNNING)
          .map(OrderState::text)
          .toList();

  private final Database database;

  StatusLoader(Database database) {
    this.database = database;
  }

  /** The latest job of each of the newest videos. */
  List<JobRecord> newestJobs(int limit) {
    return database
        .sql()
        .select(JOB.fields())
        .distinctOn(VIDEO.CREATED_AT, VIDEO.ID)
        .from(VIDEO)
        .join(JOB)
        .on(JOB.VIDEO_ID.eq(VIDEO.ID))
        .orderBy(VIDEO.CREATED_AT.desc(), VIDEO.ID, JOB.ID.desc())
        .limit(limit)
        .fetchInto(JOB);
  }

  VideoStatus load(JobRecord job, @Nullable PublishedMedia media) {
    Progress progress = progress(job, media);
    FailureCode failure =
        job.getFailureCode() == null ? null : FailureCode.of(job.getFailureCode());
    return new VideoStatus(
        job.getVideoId(),
        title(job.getVideoId()),
        job.getId(),
        VideoStatus.State.valueOf(JobState.of(job.getState()).name()),
        job.getCreatedAt().toInstant(),
        media == null ? null : duration(media.facts().duration()),
        media != null && media.playable(),
        VideoPictures.of(job),
        progress.fraction,
        progress.speed,
        progress.remaining,
        media == null ? List.of() : media.rungs().stream().map(Track::name).toList(),
        progress.segments.stream().map(Work::piece).toList(),
        progress.audio.stream().map(Work::piece).toList(),
        failure,
        failure == null ? null : failure.sentence(),
        job.getFailureDetail(),
        media == null ? List.of() : files(media),
        settled(job, media),
        media == null ? List.of() : warnings(job.getId()));
  }

  private static List<FileLink> files(PublishedMedia media) {
    ObjectPaths paths = ObjectPaths.stored(media.video());
    return media.files().stream()
        .flatMap(planned -> Stream.ofNullable(planned.file()))
        .map(
            file ->
                new FileLink(
                    file.name(),
                    "video/" + file.container().text(),
                    paths.path(file),
                    file.sizeBytes()))
        .toList();
  }

  private boolean settled(JobRecord job, @Nullable PublishedMedia media) {
    return switch (JobState.of(job.getState())) {
      case INSPECTING, ENCODING -> false;
      case FAILED, CANCELLED -> true;
      case PUBLISHED -> media != null && media.settled() && hasItsPictures(job);
    };
  }

  /** Or will never have them. */
  private boolean hasItsPictures(JobRecord job) {
    return job.getPictures() != null
        || !database
            .sql()
            .fetchExists(
                DSL.selectOne()
                    .from(WORK_ORDER)
                    .where(WORK_ORDER.JOB_ID.eq(job.getId()).and(WORK_ORDER.STATE.in(OPEN))));
  }

  /** Most jobs have none, which one look tells. */
  private List<String> warnings(long job) {
    boolean some =
        database
            .sql()
            .fetchExists(
                DSL.selectOne()
                    .from(RENDITION)
                    .join(MEDIA_OBJECT)
                    .on(MEDIA_OBJECT.RENDITION_ID.eq(RENDITION.ID))
                    .where(RENDITION.JOB_ID.eq(job).and(MEDIA_OBJECT.BELOW_FLOOR)));
    return some ? RenditionQuality.warnings(RenditionQuality.of(database.sql(), job)) : List.of();
  }

  private String title(String video) {
    return database
        .sql()
        .select(VIDEO.TITLE)
        .from(VIDEO)
        .where(VIDEO.ID.eq(video))
        .fetchSingle()
        .value1();
  }

  private Progress progress(JobRecord job, @Nullable PublishedMedia media) {
    if (media == null) {
      return Progress.NONE;
    }
    List<Work> segments = columns(work(job.getId(), "segment"));
    List<Work> audio = work(job.getId(), "audio");
    List<Work> counted = segments.isEmpty() ? audio : segments;
    double total = counted.stream().mapToDouble(Work::frames).sum();
    double done = counted.stream().mapToDouble(work -> work.frames * work.piece.fraction()).sum();
    double fraction =
        JobState.of(job.getState()) == JobState.PUBLISHED ? 1 : total == 0 ? 0 : done / total;
    Duration elapsed = elapsed(job);
    double seconds = elapsed.toMillis() / 1000.0;
    double finished = fraction * media.facts().duration().toDouble();
    boolean known = fraction > 0 && seconds > 0;
    boolean encoding = JobState.of(job.getState()) == JobState.ENCODING;
    return new Progress(
        fraction,
        known ? finished / seconds : null,
        known && encoding
            ? Duration.ofMillis((long) (elapsed.toMillis() * (1 - fraction) / fraction))
            : null,
        segments,
        audio);
  }

  /** Since the job came, by the database's clock; until it ended, if it did. */
  private Duration elapsed(JobRecord job) {
    OffsetDateTime end =
        job.getFinishedAt() != null
            ? job.getFinishedAt()
            : database.sql().select(DSL.currentOffsetDateTime()).fetchSingle().value1();
    return Duration.between(job.getCreatedAt(), Objects.requireNonNull(end));
  }

  private List<Work> work(long job, String kind) {
    return database
        .sql()
        .select(
            WORK_ORDER.SEGMENT,
            WORK_ORDER.STATE,
            WORK_ORDER.BODY,
            DSL.coalesce(framesSoFar(), 0L),
            WORK_ORDER.ID)
        .from(WORK_ORDER)
        .where(WORK_ORDER.JOB_ID.eq(job).and(WORK_ORDER.KIND.eq(kind)))
        .orderBy(WORK_ORDER.SEGMENT)
        .fetch(StatusLoader::work);
  }

  /** Of those who are at the order, the one that is farthest. */
  private static Field<Long> framesSoFar() {
    return DSL.field(
        DSL.select(DSL.max(ATTEMPT.FRAMES))
            .from(ATTEMPT)
            .where(ATTEMPT.ORDER_ID.eq(WORK_ORDER.ID))
            .and(Attempts.RUNS));
  }

  private static Work work(Record5<Integer, String, org.jooq.JSONB, Long, Long> row) {
    OrderBody body = Json.read(row.value3().data(), OrderBody.class);
    long frames = body instanceof OrderBody.Segment segment ? Math.max(1, segment.frames()) : 1;
    int number = row.value1() == null ? 0 : row.value1();
    return switch (OrderState.of(row.value2())) {
      case WAITING, DISPATCHED, CANCELLED ->
          new Work(number, frames, new Piece(PieceState.WAITING, 0));
      case RUNNING ->
          new Work(
              number,
              frames,
              new Piece(PieceState.RUNNING, Math.min(1.0, (double) row.value4() / frames)));
      case DONE -> new Work(number, frames, new Piece(PieceState.DONE, 1));
      case FAILED -> new Work(number, frames, new Piece(PieceState.FAILED, 0));
    };
  }

  /** One for each segment: of several ladders, all that there is to do in it. */
  private static List<Work> columns(List<Work> orders) {
    Map<Integer, List<Work>> bySegment =
        orders.stream()
            .collect(Collectors.groupingBy(Work::number, TreeMap::new, Collectors.toList()));
    return bySegment.values().stream().map(Work::together).toList();
  }

  private static Duration duration(Rational seconds) {
    return Duration.ofMillis(seconds.times(1000).round());
  }

  private record Work(int number, long frames, Piece piece) {

    static Work together(List<Work> ladders) {
      long frames = ladders.stream().mapToLong(Work::frames).sum();
      double done = ladders.stream().mapToDouble(work -> work.frames * work.piece.fraction()).sum();
      return new Work(
          ladders.getFirst().number, frames, new Piece(state(ladders, done > 0), done / frames));
    }

    private static PieceState state(List<Work> ladders, boolean begun) {
      if (ladders.stream().anyMatch(work -> work.piece.state() == PieceState.FAILED)) {
        return PieceState.FAILED;
      }
      if (ladders.stream().allMatch(work -> work.piece.state() == PieceState.DONE)) {
        return PieceState.DONE;
      }
      return begun || ladders.stream().anyMatch(work -> work.piece.state() == PieceState.RUNNING)
          ? PieceState.RUNNING
          : PieceState.WAITING;
    }
  }

  private record Progress(
      double fraction,
      @Nullable Double speed,
      @Nullable Duration remaining,
      List<Work> segments,
      List<Work> audio) {
    static final Progress NONE = new Progress(0, null, null, List.of(), List.of());
  }
}
