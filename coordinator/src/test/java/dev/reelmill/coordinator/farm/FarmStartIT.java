package dev.reelmill.coordinator.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.coordinator.CoordinatorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Farms that can't start. */
class FarmStartIT {

  @TempDir Path folder;

  @Test
  void worker_that_ends_at_once_has_the_last_word() {
    Path data = folder.resolve("data");
    Map<String, String> flags =
        Map.of("http.port", "0", "ffmpeg.path", folder.resolve("nowhere").toString());
    Settings settings =
        Settings.read(
            Stream.concat(CoordinatorSettings.ALL.stream(), LogSettings.ALL.stream()).toList(),
            List.of("worker.", "ffmpeg."),
            null,
            Map.of(),
            flags);

    assertThatThrownBy(() -> Farm.start(new FarmOptions(data, true, false, 1, 1, settings)))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.INVALID))
        .hasMessageContaining("worker-1 ended at once, with exit code 2")
        .hasMessageContaining("ffmpeg.path")
        .hasMessageContaining("nowhere");
    assertThat(EmbeddedDatabase.process(data.resolve("postgres"))).isEmpty();
  }
}
