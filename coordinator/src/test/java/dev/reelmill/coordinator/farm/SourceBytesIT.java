package dev.reelmill.coordinator.farm;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.WORK_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.broker.EmbeddedBroker;
import dev.reelmill.coordinator.broker.EmbeddedBroker.Passwords;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many bytes of a source go to workers that don't reach the store's folder. */
@DisplayName("A source of a gigabyte")
@Tag("long")
class SourceBytesIT {

  private static final Logger log = LoggerFactory.getLogger(SourceBytesIT.class);
  private static final int WORKERS = 8;
  private static final int TIMES = 12;

  /** Each worker reads the index and the first packets. */
  private static final double FOR_EACH_WORKER = 0.02;

  private static final double FOR_ALL = 1.3;

  @TempDir Path folder;

  /** A stretch of noise, which nothing compresses, and a tone, several times over. */
  private Path source() throws Exception {
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    Path part = folder.resolve("part.mp4");
    ffmpeg.run(
        ("-f lavfi -i testsrc2=s=480x270:r=25:d=20,noise=alls=70:allf=t,format=yuv420p"
                + " -f lavfi -i sine=f=440:r=48000:d=20 -c:v libx264 -preset ultrafast -g 50 -bf 2"
                + " -b:v 36M -qmax 8 -c:a aac "
                + part)
            .split(" "));
    Path source = folder.resolve("source.mp4");
    ffmpeg.run(
        "-stream_loop", "" + (TIMES - 1), "-i", part.toString(), "-c", "copy", source.toString());
    Files.delete(part);
    return source;
  }

  @Test
  @DisplayName("crosses the network once and a little, however many workers encode it")
  void crossesOnce() throws Exception {
    Path source = source();
    long size = Files.size(source);
    assertThat(size).isGreaterThan(800_000_000);
    FarmParts parts = new FarmParts(folder);
    try (TestDatabase database = new TestDatabase();
        EmbeddedBroker broker =
            new EmbeddedBroker(
                folder.resolve("broker"), Ports.free(), new Passwords("one", "two"));
        Coordinator coordinator = parts.coordinator(database.settings(), broker.coordinator())) {
      List<WorkerProcess> workers = new ArrayList<>();
      try {
        for (int i = 0; i < WORKERS; i++) {
          workers.add(parts.worker("w" + i, broker.worker()));
        }
        String video = FarmParts.submit(coordinator, source);
        FarmParts.awaitPublished(coordinator, video);
      } finally {
        workers.forEach(WorkerProcess::close);
      }
      Condition ofSource = WORK_ORDER.KIND.in("inspect", "segment", "audio");
      long fetched = sum(database, ofSource);
      int encoding =
          database
              .context()
              .select(DSL.countDistinct(ATTEMPT.WORKER_ID))
              .from(ATTEMPT)
              .join(WORK_ORDER)
              .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
              .where(WORK_ORDER.KIND.eq("segment"))
              .fetchSingle()
              .value1();
      log.warn(
          "{} bytes of a source of {} went to {} workers: {} times the source"
              + " (inspection {}, segments {}, sound {})",
          fetched,
          size,
          encoding,
          "%.3f".formatted(fetched / (double) size),
          sum(database, WORK_ORDER.KIND.eq("inspect")),
          sum(database, WORK_ORDER.KIND.eq("segment")),
          sum(database, WORK_ORDER.KIND.eq("audio")));
      assertThat(encoding).isEqualTo(WORKERS);
      assertThat(fetched / (double) size).isBetween(1.0, FOR_ALL + WORKERS * FOR_EACH_WORKER);
      assertThat(database.context().fetchCount(ATTEMPT, ATTEMPT.FETCHED_WHOLE.isNotNull()))
          .as("sources that were fetched whole")
          .isZero();
    }
  }

  private static long sum(TestDatabase database, Condition orders) {
    Number bytes =
        database
            .context()
            .select(DSL.sum(ATTEMPT.FETCHED_BYTES))
            .from(ATTEMPT)
            .join(WORK_ORDER)
            .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
            .where(orders)
            .fetchSingle()
            .value1();
    return bytes == null ? 0 : bytes.longValue();
  }
}
