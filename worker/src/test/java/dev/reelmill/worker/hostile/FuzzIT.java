package dev.reelmill.worker.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged files. {@code -Dreelmill.fuzz.mutants=N} says how many, {@code -Dreelmill.fuzz.seed=S}
 * which, {@code -Dreelmill.fuzz.only=I} takes one alone.
 */
class FuzzIT {

  private static final Logger log = LoggerFactory.getLogger(FuzzIT.class);
  private static final int MUTANTS = Integer.getInteger("reelmill.fuzz.mutants", 500);
  private static final long SEED = Long.getLong("reelmill.fuzz.seed", 1);
  private static final Optional<Integer> ONLY =
      Optional.ofNullable(Integer.getInteger("reelmill.fuzz.only"));
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private record Case(int number, String name, Verdict verdict) {}

  @Test
  void every_mutant_gets_a_verdict_in_time() throws Exception {
    Mutator mutator = new Mutator(SEED, folder);
    Ffmpeg ffmpeg =
        Ffmpeg.open(
            RealFfmpeg.settings(Map.of("ffmpeg.time-limit", "20s", "ffmpeg.stall-limit", "10s")),
            Files.createDirectory(folder.resolve("ffmpeg")));
    Passage passage = new Passage(ffmpeg);

    List<Case> cases;
    Duration oldest;
    try (ProcessAges ages = new ProcessAges()) {
      cases = run(mutator, passage);
      oldest = ages.oldest();
    }

    log.info("{} mutants of seed {}: {}", cases.size(), SEED, counts(cases));
    assertThat(cases).hasSize(ONLY.isPresent() ? 1 : MUTANTS);
    assertThat(cases.stream().filter(c -> !c.verdict.isClear()).map(FuzzIT::told)).isEmpty();
    assertThat(oldest).isLessThan(LIMIT.plusSeconds(5));
    if (cases.size() >= 100) {
      assertThat(oldest).isPositive();
      assertThat(counts(cases)).containsKeys("encoded", "source-not-media", "source-truncated");
    }
  }

  private List<Case> run(Mutator mutator, Passage passage) throws Exception {
    ConcurrentLinkedQueue<Case> cases = new ConcurrentLinkedQueue<>();
    List<Future<?>> futures = new ArrayList<>();
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      ONLY.map(IntStream::of)
          .orElse(IntStream.range(0, MUTANTS))
          .forEach(
              number ->
                  futures.add(pool.submit(() -> cases.add(verdict(number, mutator, passage)))));
      for (Future<?> future : futures) {
        future.get();
      }
    }
    return List.copyOf(cases);
  }

  private Case verdict(int number, Mutator mutator, Passage passage) throws IOException {
    Mutator.Mutant mutant = mutator.mutant(number);
    Path file = folder.resolve("mutant" + number + "." + mutant.ending());
    Files.write(file, mutant.bytes());
    Verdict verdict = passage.of(file);
    log.debug("{} ({}): {}", number, mutant.name(), verdict);
    if (verdict.isClear() && ONLY.isEmpty()) {
      Files.delete(file);
    } else {
      Path kept = Path.of(System.getProperty("java.io.tmpdir"), "reelmill-fuzz-" + SEED);
      Files.createDirectories(kept);
      Files.move(
          file,
          kept.resolve(file.getFileName()),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      log.warn("kept in {}: {} ({}): {}", kept, number, mutant.name(), verdict);
    }
    return new Case(number, mutant.name(), verdict);
  }

  private static String told(Case c) {
    return "-Dreelmill.fuzz.seed=%d -Dreelmill.fuzz.only=%d (%s): %s"
        .formatted(SEED, c.number, c.name, c.verdict);
  }

  private static Map<String, Integer> counts(List<Case> cases) {
    Map<String, Integer> counts = new TreeMap<>();
    cases.forEach(c -> counts.merge(c.verdict.kind(), 1, Integer::sum));
    return counts;
  }
}
