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
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many bytes of a source go to workers that don't reach the store's folder. */
@DisplayName("A large source")
@Tag("long")
class SourceBytesIT {

  private static final Logger log = LoggerFactory.getLogger(SourceBytesIT.class);

  /** Each worker reads the index and the first packets. */
  private static final double FOR_EACH_WORKER = 0.02;

  private static final double FOR_ALL = 1.3;

  @TempDir Path folder;

  /**
   * A stretch of noise, which nothing compresses, and a tone, several times over.
   *
   * @param times 96 MB each
   */
  private Path source(String name, int times) throws Exception {
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    Path part = folder.resolve("part.mp4");
    ffmpeg.run(
        ("-f lavfi -i testsrc2=s=480x270:r=25:d=20,noise=alls=70:allf=t,format=yuv420p"
                + " -f lavfi -i sine=f=440:r=48000:d=20 -c:v libx264 -preset ultrafast -g 50 -bf 2"
                + " -b:v 36M -qmax 8 -c:a aac "
                + part)
            .split(" "));
    Path source = folder.resolve(name);
    ffmpeg.run(
        "-stream_loop", "" + (times - 1), "-i", part.toString(), "-c", "copy", source.toString());
    Files.delete(part);
    return source;
  }

  /**
   * What a job fetched.
   *
   * @param workers that encoded segments
   * @param whole kinds of orders for which the source was fetched whole
   */
  private record Fetched(
      long inspection, long segments, long sound, int workers, List<String> whole) {}

  private Fetched encode(Path source, int workerCount) throws Exception {
    FarmParts parts = new FarmParts(folder);
    try (TestDatabase database = new TestDatabase();
        EmbeddedBroker broker =
            new EmbeddedBroker(
                folder.resolve("broker"), Ports.free(), new Passwords("one", "two"));
        Coordinator coordinator = parts.coordinator(database.settings(), broker.coordinator())) {
      List<WorkerProcess> workers = new ArrayList<>();
      try {
        for (int i = 0; i < workerCount; i++) {
          workers.add(parts.worker("w" + i, broker.worker()));
        }
        String video = FarmParts.submit(coordinator, source);
        FarmParts.awaitPublished(coordinator, video);
      } finally {
        workers.forEach(WorkerProcess::close);
      }
      Fetched fetched =
          new Fetched(
              bytes(database, "inspect"),
              bytes(database, "segment"),
              bytes(database, "audio"),
              encoding(database),
              whole(database));
      log.warn("of a source of {} bytes: {}", Files.size(source), fetched);
      return fetched;
    }
  }

  @Test
  @DisplayName("crosses the network once and a little, however many workers encode it")
  void crossesOnce() throws Exception {
    Path source = source("source.mp4", 12);
    long size = Files.size(source);
    assertThat(size).isGreaterThan(800_000_000);

    Fetched fetched = encode(source, 8);

    assertThat(fetched.workers).isEqualTo(8);
    assertThat(fetched.inspection).isLessThan(size / 50);
    assertThat((fetched.inspection + fetched.segments + fetched.sound) / (double) size)
        .isBetween(1.0, FOR_ALL + 8 * FOR_EACH_WORKER);
    assertThat(fetched.whole).isEmpty();
  }

  @Test
  @DisplayName("crosses it as often if it is Matroska, whose index tells of keyframes only")
  void crossesOnceAsMatroska() throws Exception {
    Path source = source("source.mkv", 4);
    long size = Files.size(source);
    assertThat(size).isGreaterThan(300_000_000);

    Fetched fetched = encode(source, 4);

    assertThat(fetched.workers).isEqualTo(4);
    assertThat(fetched.inspection).isLessThan(size / 20);
    assertThat((fetched.inspection + fetched.segments + fetched.sound) / (double) size)
        .isBetween(0.8, FOR_ALL + 4 * FOR_EACH_WORKER);
    assertThat(fetched.whole).isEmpty();
  }

  private static int encoding(TestDatabase database) {
    return database
        .context()
        .select(DSL.countDistinct(ATTEMPT.WORKER_ID))
        .from(ATTEMPT)
        .join(WORK_ORDER)
        .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
        .where(WORK_ORDER.KIND.eq("segment"))
        .fetchSingle()
        .value1();
  }

  private static List<String> whole(TestDatabase database) {
    return database
        .context()
        .selectDistinct(WORK_ORDER.KIND)
        .from(ATTEMPT)
        .join(WORK_ORDER)
        .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
        .where(ATTEMPT.FETCHED_WHOLE.isNotNull())
        .fetch(WORK_ORDER.KIND);
  }

  private static long bytes(TestDatabase database, String kind) {
    Number bytes =
        database
            .context()
            .select(DSL.sum(ATTEMPT.FETCHED_BYTES))
            .from(ATTEMPT)
            .join(WORK_ORDER)
            .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
            .where(WORK_ORDER.KIND.eq(kind))
            .fetchSingle()
            .value1();
    return bytes == null ? 0 : bytes.longValue();
  }
}
