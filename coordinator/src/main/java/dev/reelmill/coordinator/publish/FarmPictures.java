package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.JOB;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small pictures out of the farm's database. */
public final class FarmPictures implements Pictures {

  private final Database database;

  public FarmPictures(Database database) {
    this.database = database;
  }

  @Override
  public Optional<StoredPart> picture(String video, String name) {
    return latestJob(video).map(VideoPictures::of).flatMap(pictures -> pictures.part(name));
  }

  @Override
  public Optional<String> storyboard(String video) {
    return latestJob(video).map(FarmPictures::storyboard);
  }

  private static @Nullable String storyboard(JobRecord job) {
    VideoPictures pictures = VideoPictures.of(job);
    if (pictures == null || job.getFacts() == null) {
      return null;
    }
    SourceFacts facts = Json.read(job.getFacts().data(), SourceFacts.class);
    return pictures.storyboard(facts.duration(), pictures.version()).orElse(null);
  }

  @Override
  public void pick(String video, int candidate) {
    JobRecord job =
        latestJob(video)
            .orElseThrow(
                () -> new ReelmillException(FailureCode.NOT_FOUND, "there is no video " + video));
    VideoPictures pictures = VideoPictures.of(job);
    if (pictures == null || pictures.pack() == null) {
      throw new ReelmillException(
          FailureCode.CONFLICT, "the pictures of video " + video + " are not ready yet");
    }
    if (!pictures.candidates().contains(candidate)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "there is no candidate %d; there are %s".formatted(candidate, pictures.candidates()));
    }
    database
        .sql()
        .update(JOB)
        .set(JOB.POSTER_PICKED, candidate)
        .where(JOB.ID.eq(job.getId()))
        .execute();
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
