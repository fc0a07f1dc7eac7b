package dev.reelmill.common.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureSizeTest {

  @ParameterizedTest(name = "{0}x{1} within {2}x{3}: {4}")
  @CsvSource({
    "1280, 720, 1280, 720, 1280x720",
    "1280, 720, 640, 360, 640x360",
    "1920, 1080, 160, 90, 160x90",
    "320, 240, 640, 360, 320x240",
    "640, 480, 320, 180, 240x180",
    "2048, 858, 640, 360, 640x268",
    "720, 1280, 640, 360, 360x640",
    "608, 1080, 320, 180, 180x320",
    "1000, 2, 160, 90, 160x2",
    "16, 16, 160, 90, 16x16",
    "500, 500, 160, 90, 90x90",
  })
  void keeps_the_aspect_and_is_never_enlarged(
      int width, int height, int boxWidth, int boxHeight, String fits) {
    assertThat(new PictureSize(width, height).within(new PictureSize(boxWidth, boxHeight)))
        .hasToString(fits);
  }

  @Test
  void odd_sides_are_refused() {
    assertThatThrownBy(() -> new PictureSize(161, 90)).hasMessageContaining("161x90");
  }
}
