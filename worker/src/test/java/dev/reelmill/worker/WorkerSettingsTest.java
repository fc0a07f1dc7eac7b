package dev.reelmill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.ReelmillException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {

  private static WorkerSettings withTags(String tags) {
    return WorkerSettings.from(
        Settings.read(
            WorkerSettings.ALL, List.of(), null, Map.of("REELMILL_WORKER_TAGS", tags), Map.of()));
  }

  @Test
  void tags_are_words_with_commas_between() {
    assertThat(withTags("vault, ssd").tags()).containsExactly("vault", "ssd");
  }

  @Test
  void tag_that_no_order_could_ask_for_is_refused() {
    assertThatThrownBy(() -> withTags("vault,Big Disk"))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("worker.tags")
        .hasMessageContaining("'Big Disk' is not a word of lower-case letters");
    assertThatThrownBy(() -> withTags("a,b,c,d,e"))
        .hasMessageContaining("there are 5 words, and at most 4 may be given");
  }
}
