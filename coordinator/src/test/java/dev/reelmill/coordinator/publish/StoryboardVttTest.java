package dev.reelmill.coordinator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PictureSize;
import org.junit.jupiter.api.Test;

class StoryboardVttTest {

  @Test
  void cues_name_their_part_of_a_sheet() {
    Storyboard storyboard =
        new Storyboard(new PictureSize(160, 90), 2, 1, Rational.of(60_060, 30_000));

    String vtt = StoryboardVtt.write(storyboard, 3, Rational.of(5), "ab-1");

    assertThat(vtt)
        .isEqualTo(
            """
            WEBVTT

            00:00:00.000 --> 00:00:02.002
            storyboard-1.jpg?v=ab-1#xywh=0,0,160,90

            00:00:02.002 --> 00:00:04.004
            storyboard-1.jpg?v=ab-1#xywh=160,0,160,90

            00:00:04.004 --> 00:00:05.000
            storyboard-2.jpg?v=ab-1#xywh=0,0,160,90
            """);
  }

  @Test
  void without_a_version_sheets_are_plain_files() {
    Storyboard storyboard = new Storyboard(new PictureSize(160, 90), 2, 1, Rational.of(2));

    assertThat(StoryboardVtt.write(storyboard, 1, Rational.of(2), ""))
        .endsWith("\nstoryboard-1.jpg#xywh=0,0,160,90\n");
  }

  @Test
  void hours_are_hours() {
    Storyboard storyboard = new Storyboard(new PictureSize(90, 160), 10, 10, Rational.of(1800));
    assertThat(StoryboardVtt.write(storyboard, 4, Rational.of(7200), "x"))
        .contains("01:30:00.000 --> 02:00:00.000\nstoryboard-1.jpg?v=x#xywh=270,0,90,160");
  }
}
