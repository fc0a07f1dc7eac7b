package dev.reelmill.worker.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.WorkerProgram;
import dev.reelmill.worker.hostile.Bomb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker process with little memory gets all files at once that were made to harm. */
@SuppressWarnings({"NullAway.Init", "EnumOrdinal"})
@Tag("long")
class HostileFilesIT {

  @TempDir Path folder;
  private FakeFarm farm;
  private Path sources;
  private Process worker;

  @BeforeEach
  void start() throws Exception {
    farm = new FakeFarm();
    sources = Files.createDirectories(folder.resolve("store/sources"));
    worker = program();
    farm.answer =
        request ->
            new ClaimReply.Granted(request.order(), "token", 1, "abc", order(request.order()));
  }

  @AfterEach
  void stop() throws Exception {
    worker.destroyForcibly().waitFor();
    farm.stop();
  }

  @Test
  void one_worker_outlives_them_all_and_tells_what_is_wrong_with_each() throws Exception {
    for (Bomb bomb : Bomb.values()) {
      Path parts = Files.createDirectory(folder.resolve(bomb.name()));
      Files.move(bomb.file(parts), source(bomb.ordinal()));
    }
    int good = Bomb.values().length;
    Path clip = RealFfmpeg.clip(folder, "good.mkv", "testsrc2=s=64x48:d=1", "-c:v libx264");
    Files.move(clip, source(good));

    for (int i = 0; i <= good; i++) {
      farm.hint(OrderQueue.LIGHT, i);
    }

    Map<Long, WorkResult> results = new TreeMap<>();
    while (results.size() <= good) {
      WorkResult result = farm.results.poll(60, SECONDS);
      assertThat(result).as("after %s", results.keySet()).isNotNull();
      results.put(result.attempt(), result);
    }
    assertThat(results.get((long) good)).isInstanceOf(WorkResult.Done.class);
    assertThat(results.values())
        .filteredOn(WorkResult.Failed.class::isInstance)
        .extracting(result -> ((WorkResult.Failed) result).code())
        .isNotEmpty()
        .doesNotContain(FailureCode.INTERNAL, FailureCode.ENCODER_FAILED);
    assertThat(worker.isAlive()).isTrue();
    assertThat(Files.readString(folder.resolve("log"))).doesNotContain("OutOfMemoryError");
  }

  private Path source(long number) {
    return sources.resolve("source" + number);
  }

  private InspectSource order(long number) {
    try {
      Path file = source(number);
      return new InspectSource(
          new SourceAccess("sources/" + file.getFileName(), "http://nowhere", Files.size(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Process program() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProgram.class.getName(),
            "--with-parent",
            "--set",
            "broker.url=" + farm.url,
            "--set",
            "broker.user=worker",
            "--set",
            "broker.password=secret",
            "--set",
            "worker.store=" + folder.resolve("store"),
            "--set",
            "worker.scratch=" + folder.resolve("scratch"),
            "--set",
            "ffmpeg.time-limit=10s")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
