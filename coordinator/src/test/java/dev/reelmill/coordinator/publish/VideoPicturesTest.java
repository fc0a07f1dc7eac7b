package dev.reelmill.coordinator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.PicturesPack.Picture;
import dev.reelmill.common.pictures.Poster;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoPicturesTest {

  private static final Poster EARLY = new Poster("videos/v/stills/0003-17.mjpeg", 1, 100, 50);
  private static final PictureSize SIZE = new PictureSize(640, 360);
  private static final PicturesPack PACK =
      new PicturesPack(
          "videos/v/pictures/20.pack",
          400,
          "0123456789abcdef",
          List.of(
              new Picture("large-2.jpg", SIZE, 0, 100),
              new Picture("large-3.jpg", SIZE, 100, 100),
              new Picture("mini-2.jpg", SIZE, 200, 50),
              new Picture("mini-3.jpg", SIZE, 250, 50),
              new Picture("preview.webp", SIZE, 300, 100)),
          List.of(2, 3),
          null,
          0);

  @Test
  void poster_is_a_part_of_a_segments_stills_at_first() {
    VideoPictures pictures = new VideoPictures(EARLY, null, 0);
    assertThat(pictures.part("poster.jpg"))
        .contains(
            new StoredPart("videos/v/stills/0003-17.mjpeg", 100, 50, "poster.jpg", "0003-17-1"));
    assertThat(pictures.part("mini.jpg")).isEmpty();
    assertThat(pictures.path("poster.jpg")).isEqualTo("pictures/poster.jpg?v=0003-17-1");
  }

  @Test
  void names_without_a_number_follow_the_choice() {
    assertThat(offset(new VideoPictures(EARLY, PACK, 0), "poster.jpg")).isZero();
    assertThat(offset(new VideoPictures(EARLY, PACK, 3), "poster.jpg")).isEqualTo(100);
    assertThat(offset(new VideoPictures(EARLY, PACK, 3), "mini.jpg")).isEqualTo(250);
    assertThat(offset(new VideoPictures(EARLY, PACK, 3), "mini-2.jpg")).isEqualTo(200);
    assertThat(offset(new VideoPictures(EARLY, PACK, 3), "preview.webp")).isEqualTo(300);
  }

  @Test
  void choice_of_what_is_not_there_is_the_first() {
    assertThat(new VideoPictures(EARLY, PACK, 9).poster()).isEqualTo(2);
    assertThat(new VideoPictures(EARLY, PACK, 9).part("thumb.jpg")).isEmpty();
    assertThat(new VideoPictures(EARLY, PACK, 9).part("storyboard-1.jpg")).isEmpty();
  }

  @Test
  void another_choice_is_another_version() {
    assertThat(new VideoPictures(EARLY, PACK, 3).version())
        .isNotEqualTo(new VideoPictures(EARLY, PACK, 2).version());
  }

  private static long offset(VideoPictures pictures, String name) {
    return pictures.part(name).orElseThrow().offset();
  }
}
