package dev.reelmill.coordinator.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.PartialObjectsContract;
import dev.reelmill.coordinator.store.S3Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a store in a bucket does beyond that. */
abstract class S3Contract extends PartialObjectsContract {

  /** As short as S3 allows. */
  private static final int PART_BYTES = 5 << 20;

  protected abstract S3Server server();

  @Override
  protected abstract S3ObjectStore store();

  static S3ObjectStore open(S3Server server, Clock clock) {
    return new S3ObjectStore(server.settings(), PART_BYTES, clock);
  }

  @Override
  protected ObjectStore reopened() {
    return open(server(), Clock.systemUTC());
  }

  @Test
  void finish_that_a_crash_cut_in_half_is_completed() throws IOException {
    append(0, "abc", 6);
    store().put(key, new ByteArrayInputStream(new byte[3]), Expected.NOTHING);

    assertThat(partial().finish(id, key).sizeBytes()).isEqualTo(3);
    assertThat(partial().ids()).doesNotContain(id);
  }

  @Test
  void uploads_in_parts_that_nobody_goes_on_with_are_given_up() throws IOException {
    append(0, "abc", 6);
    S3Settings settings = server().settings();
    try (Bucket bucket = new Bucket(settings)) {
      Multiparts multiparts = new Multiparts(bucket);
      String forgotten = prefix + "forgotten";
      multiparts.begin(forgotten);

      store().tidy();
      assertThat(multiparts.unfinished()).extracting(one -> one.upload().key()).contains(forgotten);

      try (S3ObjectStore later =
          open(server(), Clock.offset(Clock.systemUTC(), Duration.ofDays(1).plusMinutes(1)))) {
        later.tidy();
      }
      assertThat(multiparts.unfinished())
          .extracting(one -> one.upload().key())
          .doesNotContain(forgotten)
          .contains(key);
    }
    assertThat(append(3, "def", 3)).isEqualTo(6);
  }
}
