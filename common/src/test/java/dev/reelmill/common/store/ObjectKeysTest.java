package dev.reelmill.common.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectKeysTest {

  @Test
  void keys_of_encoded_things_contain_their_attempt() {
    assertThat(ObjectKeys.source("abc")).isEqualTo("sources/abc");
    assertThat(ObjectKeys.segment("abc", "720p", 3, 17)).isEqualTo("videos/abc/720p/0003-17.mp4");
    assertThat(ObjectKeys.segment("abc", "720p", 12_345, 1))
        .isEqualTo("videos/abc/720p/12345-1.mp4");
    assertThat(ObjectKeys.audio("abc", "audio-1", 17)).isEqualTo("videos/abc/audio-1/17.mp4");
    assertThat(ObjectKeys.stills("abc", 3, 17)).isEqualTo("videos/abc/stills/0003-17.mjpeg");
    assertThat(ObjectKeys.pictures("abc", 17)).isEqualTo("videos/abc/pictures/17.pack");
    assertThat(ObjectKeys.segment("abc", "720p", 3, 17)).startsWith(ObjectKeys.prefix("abc"));
  }

  @Test
  void the_attempt_can_be_read_from_every_key_of_something_encoded() {
    assertThat(
            Stream.of(
                ObjectKeys.segment("v1", "720p", 3, 17),
                ObjectKeys.audio("v1", "audio-1", 17),
                ObjectKeys.text("v1", "text-1", 17),
                ObjectKeys.poster("v1", 17),
                ObjectKeys.file("v1", "720p.mp4", 17),
                ObjectKeys.stills("v1", 3, 17),
                ObjectKeys.pictures("v1", 17)))
        .allSatisfy(key -> assertThat(ObjectKeys.attempt(key)).hasValue(17));
    assertThat(ObjectKeys.attempt(ObjectKeys.source("v1"))).isEmpty();
  }

  @Test
  void keys_that_leave_their_folder_are_refused() {
    for (String key :
        List.of(
            "",
            "/",
            "a/",
            "/a",
            "a//b",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            ".hidden",
            "a/.hidden",
            "a b",
            "a\\b",
            "a\0",
            "a%2e",
            "ä",
            "a\n",
            "a?b",
            "a".repeat(513))) {
      assertThatIllegalArgumentException().as(key).isThrownBy(() -> ObjectKeys.checked(key));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectKeys.source("../secrets"));
    assertThat(ObjectKeys.checked("a".repeat(512))).hasSize(512);
  }
}
