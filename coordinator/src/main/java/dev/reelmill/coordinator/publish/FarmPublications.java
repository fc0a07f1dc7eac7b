package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.JOB;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.plan.LadderFit;
import dev.reelmill.sql.tables.records.JobRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what can be shown of the videos from the farm's database. */
public final class FarmPublications implements Publications {

  /** How old the picture of a video in progress may be. */
  private static final Duration FRESH = Duration.ofMillis(500);

  private static final int CACHED_VIDEOS = 1000;

  private final Database database;
  private final StatusLoader statuses;

  /** Of settled jobs; they never change. */
  private final Cache<Long, PublishedMedia> finished =
      Caffeine.newBuilder().maximumSize(CACHED_VIDEOS).build();

  private final Cache<String, Optional<PublishedMedia>> growing =
      Caffeine.newBuilder().maximumSize(CACHED_VIDEOS).expireAfterWrite(FRESH).build();

  public FarmPublications(Database database) {
    this.database = database;
    this.statuses = new StatusLoader(database);
  }

  @Override
  public Optional<Playlist> playlist(String video, String path) {
    return media(video)
        .filter(PublishedMedia::playable)
        .flatMap(
            media ->
                Optional.ofNullable(text(media, path))
                    .map(text -> new Playlist(text, !media.finished())));
  }

  private static @Nullable String text(PublishedMedia media, String path) {
    if (path.equals(ChapterFile.NAME)) {
      return ChapterFile.of(media.facts());
    }
    ObjectPaths paths = ObjectPaths.stored(media.video());
    if (path.equals(DashManifest.NAME)) {
      return media.finished() ? DashManifest.of(media, paths) : null;
    }
    return new HlsPlaylists(media, paths).named(path).orElse(null);
  }

  @Override
  public Optional<VideoStatus> status(String video) {
    return latestJob(video).map(job -> statuses.load(job, recent(job)));
  }

  @Override
  public List<VideoStatus> newest(int limit) {
    return statuses.newestJobs(limit).stream().map(job -> statuses.load(job, recent(job))).toList();
  }

  /** What has been accepted of a video's latest job. */
  public Optional<PublishedMedia> media(String video) {
    return latestJob(video).map(this::recent);
  }

  @Override
  public VideoTexts texts(String video) {
    return media(video).map(VideoTexts::of).orElse(VideoTexts.NONE);
  }

  /** The report of a finished video. */
  public Optional<Report> report(String video, ObjectPaths paths) {
    return latestJob(video)
        .flatMap(
            job ->
                media(video)
                    .filter(PublishedMedia::finished)
                    .map(
                        media ->
                            Report.of(
                                media,
                                job,
                                paths,
                                RenditionQuality.of(database.sql(), job.getId()),
                                perTitle(job))));
  }

  private static List<LadderFit> perTitle(JobRecord job) {
    return job.getPerTitle() == null
        ? List.of()
        : List.of(Json.read(job.getPerTitle().data(), LadderFit[].class));
  }

  /** For a glance: what was read of this video a moment ago will do, unless it has ended since. */
  private @Nullable PublishedMedia recent(JobRecord job) {
    return JobState.of(job.getState()).isActive()
        ? growing
            .get(job.getVideoId(), id -> Optional.ofNullable(media(job)))
            .filter(media -> media.job() == job.getId())
            .orElse(null)
        : media(job);
  }

  /** From a job's creation until its end, by the database's clock. */
  public Duration took(long job) {
    JobRecord ended =
        database
            .sql()
            .selectFrom(JOB)
            .where(JOB.ID.eq(job).and(JOB.FINISHED_AT.isNotNull()))
            .fetchSingle();
    return Duration.between(ended.getCreatedAt(), ended.getFinishedAt());
  }

  private @Nullable PublishedMedia media(JobRecord job) {
    PublishedMedia known = finished.getIfPresent(job.getId());
    if (known != null) {
      return known;
    }
    PublishedMedia media = MediaLoader.load(database.sql(), job);
    if (media != null && media.settled()) {
      finished.put(job.getId(), media);
    }
    return media;
  }

  private Optional<JobRecord> latestJob(String video) {
    return database
        .sql()
        .selectFrom(JOB)
        .where(JOB.VIDEO_ID.eq(video))
        .orderBy(JOB.ID.desc())
        .limit(1)
        .fetchOptional();
  }
}
