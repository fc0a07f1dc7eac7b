package dev.reelmill.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Chapter;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracksTest {

  @TempDir Path folder;

  @Test
  void languages_titles_roles_and_chapters_are_kept() throws IOException {
    Files.writeString(
        folder.resolve("in.srt"), "1\n00:00:00,500 --> 00:00:01,000\nHi\n", StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("chapters"),
        """
        ;FFMETADATA1
        [CHAPTER]
        TIMEBASE=1/1000
        START=0
        END=1000
        title=One
        [CHAPTER]
        TIMEBASE=1/1000
        START=1000
        END=2000
        title=Two
        """);
    run(
        "-f lavfi -i testsrc2=s=64x64:r=10:d=2 -f lavfi -i sine=d=2 -f lavfi -i sine=880:d=2"
            + " -i in.srt -i chapters -map 0 -map 1 -map 2 -map 3 -map_chapters 4"
            + " -c:v libx264 -c:a aac -c:s srt"
            + " -metadata:s:a:0 language=ger -metadata:s:a:1 language=eng"
            + " -metadata:s:a:1 title=Director -disposition:a:0 default+original"
            + " -disposition:a:1 comment -metadata:s:s:0 language=fre -disposition:s:0 forced"
            + " clip.mkv");

    SourceFacts facts = inspect("clip.mkv");

    assertThat(facts.audio())
        .extracting(AudioFacts::label)
        .containsExactly(
            new TrackLabel("de", null, true, List.of(TrackRole.ORIGINAL)),
            new TrackLabel("en", "Director", false, List.of(TrackRole.COMMENTARY)));
    assertThat(facts.text())
        .containsExactly(
            new TextFacts(
                3, "subrip", new TrackLabel("fr", null, false, List.of(TrackRole.FORCED))));
    assertThat(facts.chapters())
        .containsExactly(
            new Chapter(Rational.ZERO, Rational.of(1), "One"),
            new Chapter(Rational.of(1), Rational.of(2), "Two"));
  }

  @Test
  void track_of_which_nothing_decodes_is_left_out_with_a_warning() throws IOException {
    run(
        "-f lavfi -i testsrc2=s=64x64:r=10:d=2 -f lavfi -i sine=d=2 -map 0 -map 1 -map 1"
            + " -c:v libx264 -c:a:0 aac -c:a:1 ac3 clip.mkv");
    overwrite("A_AC3", "A_ZZ9");

    SourceFacts facts = inspect("clip.mkv");

    assertThat(facts.audio()).extracting(AudioFacts::codec).containsExactly("aac");
    assertThat(facts.warnings()).anyMatch(warning -> warning.contains("left out"));
  }

  @Test
  void picture_that_does_not_decode_leaves_the_sound() throws IOException {
    run(
        "-f lavfi -i testsrc2=s=64x64:r=10:d=2 -f lavfi -i sine=d=2"
            + " -c:v libx264 -c:a pcm_s16le clip.mkv");
    overwrite("V_MPEG4/ISO/AVC", "V_UNKNOWN/CODEC");

    SourceFacts facts = inspect("clip.mkv");

    assertThat(facts.video()).isNull();
    assertThat(facts.audio()).hasSize(1);
    assertThat(facts.warnings()).anyMatch(warning -> warning.contains("picture was left out"));
  }

  /** Replaces a word in the clip by one that is as long. */
  private void overwrite(String word, String other) throws IOException {
    Path clip = folder.resolve("clip.mkv");
    String bytes = Files.readString(clip, StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains(word);
    Files.writeString(clip, bytes.replace(word, other), StandardCharsets.ISO_8859_1);
  }

  private void run(String words) {
    RealFfmpeg.run(folder, words.split(" ", -1));
  }

  private SourceFacts inspect(String name) throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    return new Inspector(RealFfmpeg.INSTANCE)
        .inspect(Source.of(folder.resolve(name)), work, new RunControl());
  }
}
