package dev.reelmill.coordinator.store.s3;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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

  @Override
  protected S3Server server() {
    return server;
  }

  @Override
  protected S3ObjectStore store() {
    return store;
  }
}
