package dev.reelmill.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

  private static Capabilities with(long memoryBytes, int slots, String... tags) {
    return Capabilities.of(List.of(), List.of("nvenc"), memoryBytes, slots, List.of(tags));
  }

  @Test
  void words_are_tags_encoders_and_much_memory_for_each_slot() {
    assertThat(with(Capabilities.BIGMEM_BYTES * 2, 2, "ssd", "attic").words())
        .containsExactly("attic", "bigmem", "nvenc", "ssd");
    assertThat(with(Capabilities.BIGMEM_BYTES * 2 - 1, 2, "ssd").words())
        .containsExactly("nvenc", "ssd");
  }

  @Test
  void a_word_can_stand_in_a_selector_and_a_list() {
    assertThat(List.of("a", "nvenc-av1", "x".repeat(32))).allMatch(Capabilities::isWord);
    assertThat(List.of("", "A", "1a", "a b", "a,b", "a'", "x".repeat(33)))
        .noneMatch(Capabilities::isWord);
  }

  @Test
  void worker_without_anything_takes_what_asks_for_nothing() {
    assertThat(Needs.selector(List.of())).isEqualTo("reelmill_needs IS NULL");
  }

  @Test
  void worker_takes_what_asks_for_any_of_what_it_has() {
    assertThat(Needs.selector(List.of("ssd", "bigmem", "nvenc")))
        .isEqualTo(
            "reelmill_needs IS NULL OR reelmill_needs IN ('bigmem','nvenc','bigmem,nvenc',"
                + "'ssd','bigmem,ssd','nvenc,ssd','bigmem,nvenc,ssd')");
  }

  @Test
  void selector_names_every_group_that_an_order_may_ask_for_and_none_that_is_larger() {
    List<String> words = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    assertThat(words).hasSize(Capabilities.MOST_WORDS);
    String selector = Needs.selector(words);
    assertThat(selector.split("','")).hasSize(8 + 28 + 56);
    assertThat(selector)
        .contains("'" + Needs.text(List.of("h", "a", "d")) + "'")
        .doesNotContain("a,b,c,d");
  }
}
