package dev.reelmill.coordinator.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.store.StoredObject;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of S3Mock, a second server that shares no code with the first. */
@Tag("long")
class S3MockIT extends S3Contract {

  private static S3Server server;
  private static S3ObjectStore store;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = S3Server.s3mock(folder);
    store = open(server, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  /**
   * S3Mock looks whether there is an object, and writes one after that, so that two puts may both
   * be told that they won. AWS and S3Proxy decide for one.
   */
  @Test
  @Override
  protected void one_of_many_simultaneous_puts_wins() throws Exception {
    assertThat(winnersOfOneKey()).isPositive();
    StoredObject object = store().find(prefix + "b").orElseThrow();
    assertThat(read(object, 0, BYTES.length)).isEqualTo(BYTES);
  }

  @Override
  protected S3Server server() {
    return server;
  }

  @Override
  protected S3ObjectStore store() {
    return store;
  }
}
