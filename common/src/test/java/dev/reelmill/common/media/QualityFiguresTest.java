package dev.reelmill.common.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class QualityFiguresTest {

  @Test
  void one_figure_stands_for_the_worst_plane() {
    assertThat(new QualityFigures(1, 1, 40, 38, 45).xpsnr()).isEqualTo(38);
  }

  @Test
  void errors_are_averaged_and_not_decibels() {
    QualityFigures good = new QualityFigures(3, 1.0, 60, 60, 60);
    QualityFigures bad = new QualityFigures(1, 0.8, 20, 20, 20);
    QualityFigures both = QualityFigures.together(List.of(good, bad));
    assertThat(both.frames()).isEqualTo(4);
    assertThat(both.ssim()).isCloseTo(0.95, within(1e-9));
    // (3 × 0.001 + 1 × 0.1) / 4 = 0.02575, which is 31.78 dB; the mean of decibels would be 50.
    assertThat(both.xpsnr()).isCloseTo(31.784, within(0.001));
  }

  @Test
  void parts_of_equal_quality_stay_as_they_are() {
    QualityFigures part = new QualityFigures(7, 0.97, 41, 42, 43);
    QualityFigures together = QualityFigures.together(List.of(part, part));
    assertThat(together.xpsnrY()).isCloseTo(41, within(1e-9));
    assertThat(together.xpsnrV()).isCloseTo(43, within(1e-9));
  }

  @Test
  void equal_pictures_have_a_figure_that_can_be_written_down() {
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(new QualityFigures(1, 1, infinite, infinite, infinite).xpsnr())
        .isEqualTo(QualityFigures.MOST_XPSNR);
  }

  @Test
  void no_frames_have_no_quality() {
    assertThatIllegalArgumentException().isThrownBy(() -> QualityFigures.together(List.of()));
  }
}
