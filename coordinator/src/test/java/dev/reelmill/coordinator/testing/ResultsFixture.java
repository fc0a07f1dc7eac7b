package dev.reelmill.coordinator.testing;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.coordinator.collect.ObjectCheck;
import dev.reelmill.coordinator.collect.Results;
import dev.reelmill.coordinator.database.Database;
import java.util.List;
import java.util.Optional;

/** What takes the results of a {@link BacklogFixture}'s orders, and a result that it takes. */
public final class ResultsFixture {

  private ResultsFixture() {}

  /** No plan follows an inspection. */
  public static Results results(Database database, ObjectCheck objects) {
    return new Results(
        database,
        objects,
        BacklogFixture.SETTINGS,
        (tx, job, facts) -> {},
        (tx, job, sample, points) -> {});
  }

  /** A store that has whatever is asked for, always in the same bytes. */
  public static ObjectCheck storing(long sizeBytes, String sha256) {
    return new ObjectCheck() {
      @Override
      public long sizeBytes(String key) {
        return sizeBytes;
      }

      @Override
      public Optional<String> sha256(String key) {
        return Optional.of(sha256);
      }
    };
  }

  /** A source of which nothing is known but its container. */
  public static Done inspected(Granted granted) {
    SourceFacts facts =
        new SourceFacts(
            "mov",
            1,
            Rational.ZERO,
            Rational.of(1),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new Done(granted.attempt(), granted.token(), new Output.Inspected(facts), 1);
  }
}
