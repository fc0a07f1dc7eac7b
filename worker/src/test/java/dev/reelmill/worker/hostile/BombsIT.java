package dev.reelmill.worker.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each bomb ends with a verdict of its own, or by a limit that holds. */
@Tag("long")
class BombsIT {

  private static final Logger log = LoggerFactory.getLogger(BombsIT.class);
  private static final Duration LIMIT = Duration.ofSeconds(6);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void ends_by_verdict_or_limit(Bomb bomb) throws Exception {
    Path file = bomb.file(folder);
    Passage passage = new Passage(limited());

    try (ProcessAges ages = new ProcessAges()) {
      Verdict verdict = passage.of(file);
      log.info("{} of {} bytes: {}", bomb, Files.size(file), verdict);
      assertThat(verdict.kind()).as("%s", verdict).isIn(bomb.allowed());
      assertThat(ages.oldest()).isLessThan(LIMIT.plusSeconds(5));
    }
  }

  private Ffmpeg limited() throws IOException {
    return Ffmpeg.open(
        RealFfmpeg.settings(
            Map.of("ffmpeg.time-limit", LIMIT.toSeconds() + "s", "ffmpeg.stall-limit", "5s")),
        Files.createDirectory(folder.resolve("ffmpeg")));
  }
}
