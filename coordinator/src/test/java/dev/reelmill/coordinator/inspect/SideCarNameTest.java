package dev.reelmill.coordinator.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.TrackLabel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SideCarNameTest {

  @ParameterizedTest
  @CsvSource({
    "clip.srt,                 srt,    subrip, ,      []",
    "clip.en.srt,              srt,    subrip, en,    []",
    "my.movie.ger.forced.vtt,  webvtt, webvtt, de,    [FORCED]",
    "clip.pt-BR.SDH.ASS,       ass,    ass,    pt-BR, [HEARING_IMPAIRED]",
    "clip.hi.srt,              srt,    subrip, hi,    []",
    "clip.en.hi.srt,           srt,    subrip, en,    [HEARING_IMPAIRED]",
    "my.movie.srt,             srt,    subrip, ,      []",
  })
  void names_tell_format_language_and_roles(
      String name, String format, String codec, @Nullable String language, String roles) {
    SideCarName read = SideCarName.of(name).orElseThrow();
    TrackLabel label = read.label();

    assertThat(read.format()).isEqualTo(format);
    assertThat(read.codec()).isEqualTo(codec);
    assertThat(label.language()).isEqualTo(language);
    assertThat(label.roles().toString()).isEqualTo(roles);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "srt", "clip", "clip.srt.exe"})
  void other_files_are_none(String name) {
    assertThat(SideCarName.of(name)).isEmpty();
  }
}
