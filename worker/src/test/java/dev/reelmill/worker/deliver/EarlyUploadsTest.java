package dev.reelmill.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.UploadTarget.Checksum;
import dev.reelmill.worker.PutStore;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that grow, against a store over HTTP. */
@SuppressWarnings("NullAway.Init")
class EarlyUploadsTest {

  private static final String KEY = "videos/v/720p/0000-1.mp4";
  private static final int HALF = 1_500_000;

  @TempDir Path folder;
  private final byte[] bytes = new byte[2 * HALF];
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Uploader uploader = new Uploader(client);
  private PutStore store;
  private Path file;
  private UploadTarget target;

  @BeforeEach
  void start() throws Exception {
    new Random(3).nextBytes(bytes);
    store = new PutStore();
    file = folder.resolve("rung0.mp4");
    target = store.target(KEY, null);
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    store.close();
  }

  private void grow(int from, int to) throws Exception {
    Files.write(
        file,
        Arrays.copyOfRange(bytes, from, to),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void put(EarlyUploads early) throws Exception {
    uploader.put(file, Sha256.of(file, Files.size(file)), target, early, new RunControl());
  }

  /** The connection sends some thousand bytes together, so the last of them wait. */
  private void awaitFirstHalf() {
    await().until(() -> store.arrived(KEY) > HALF - 100_000);
  }

  private static void hold(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void most_is_there_when_the_file_is_complete() throws Exception {
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, HALF);
      awaitFirstHalf();
      assertThat(store.object(KEY)).isNull();
      grow(HALF, 2 * HALF);
      put(early);
    }
    assertThat(store.object(KEY)).isEqualTo(bytes);
    assertThat(store.requests()).hasSize(1);
    assertThat(store.requests().getFirst().getFirst("If-None-Match")).isEqualTo("*");
    assertThat(store.requests().getFirst().getFirst("Transfer-Encoding")).isEqualTo("chunked");
  }

  @Test
  void what_was_written_anew_is_sent_anew() throws Exception {
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, HALF);
      awaitFirstHalf();
      bytes[7]++;
      Files.delete(file);
      grow(0, 2 * HALF);
      put(early);
    }
    assertThat(store.object(KEY)).isEqualTo(bytes);
    assertThat(store.requests()).hasSize(2);
    assertThat(store.requests().getLast().getFirst("X-Checksum-Sha256")).isNotNull();
    await().until(() -> store.broken() == 1);
  }

  @Test
  void try_that_ended_early_is_followed_by_one_that_is_sent_whole() throws Exception {
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, HALF);
      awaitFirstHalf();
      Files.write(file, new byte[0]);
      await().until(() -> store.broken() == 1);
      grow(0, HALF);
      put(early);
    }
    assertThat(store.object(KEY)).isEqualTo(Arrays.copyOf(bytes, HALF));
  }

  @Test
  void connection_that_breaks_costs_nothing_but_time() throws Exception {
    store.breakOnceAfter(500_000);
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, HALF);
      await().until(() -> store.broken() == 1);
      grow(HALF, 2 * HALF);
      put(early);
    }
    assertThat(store.object(KEY)).isEqualTo(bytes);
  }

  /** Less than a store that does not answer is waited for otherwise. */
  @Test
  @Timeout(20)
  void who_is_not_wanted_any_more_does_not_wait_for_the_rest() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    store.atFirstBytes(() -> hold(over));
    RunControl control = new RunControl();
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, 2 * HALF);
      control.cancel();
      assertThatExceptionOfType(ReelmillException.class)
          .isThrownBy(
              () -> uploader.put(file, Sha256.of(file, Files.size(file)), target, early, control))
          .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.REVOKED));
    } finally {
      over.countDown();
    }
  }

  @Test
  void store_keeps_nothing_of_an_attempt_that_failed() throws Exception {
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, 2 * HALF);
      awaitFirstHalf();
    }
    await().until(() -> store.broken() == 1);
    assertThat(store.object(KEY)).isNull();
  }

  @Test
  void small_file_waits_until_it_is_complete() throws Exception {
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, 1000);
      put(early);
    }
    assertThat(store.object(KEY)).hasSize(1000);
    assertThat(store.requests()).hasSize(1);
    assertThat(store.requests().getFirst().getFirst("X-Checksum-Sha256")).isNotNull();
  }

  @Test
  void bucket_gets_files_whose_size_is_known() throws Exception {
    target = store.target(KEY, Checksum.MD5);
    try (EarlyUploads early = uploader.early()) {
      early.begin(file, target);
      grow(0, 2 * HALF);
      put(early);
    }
    assertThat(store.object(KEY)).isEqualTo(bytes);
    assertThat(store.requests()).hasSize(1);
    assertThat(store.requests().getFirst().getFirst("Content-MD5")).isNotNull();
  }
}
