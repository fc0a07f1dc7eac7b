package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Rational;
import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every container that is taken, through inspection and the segment encoder, to the frame. */
class ContainersTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "front.mp4  | mov       | 25         | -c:v libx264 -bf 2 -g 25 -movflags +faststart",
        "back.mp4   | mov       | 30000/1001 | -c:v libx264 -bf 2 -g 30",
        "frag.mp4   | mov       | 25         | -c:v libx264 -bf 2 -g 25 -movflags +frag_keyframe+empty_moov",
        "pcm.mov    | mov       | 24000/1001 | -c:v prores_ks",
        "phone.3gp  | mov       | 15         | -c:v h263 -s 176x144",
        "plain.mkv  | matroska  | 60000/1001 | -c:v libx264 -bf 2 -g 60",
        "live.webm  | matroska  | 25         | -c:v libvpx -deadline realtime -cpu-used 8 -g 25 -live 1",
        "tv.ts      | mpegts    | 25         | -c:v mpeg2video -bf 2 -g 12",
        "dvd.mpg    | mpeg      | 30000/1001 | -c:v mpeg2video -bf 2 -g 15",
        "old.avi    | avi       | 25         | -c:v mpeg4 -bf 0 -g 25",
        "web.flv    | flv       | 25         | -c:v libx264 -bf 2 -g 25",
        "free.ogv   | ogg       | 25         | -c:v libvpx -f ogg -g 25",
        "win.wmv    | asf       | 25         | -c:v wmv2 -g 25",
        "studio.mxf | mxf       | 25         | -c:v mpeg2video -bf 2 -g 12",
        "small.gif  | gif       | 10         | -c:v gif",
        "tape.dv    | dv        | 25         | -c:v dvvideo -s 720x576 -pix_fmt yuv420p",
        "raw.y4m    | yuv4mpegpipe | 25      | -pix_fmt yuv420p",
        "nut.nut    | nut       | 25         | -c:v ffv1",
        "av1.ivf    | ivf       | 25         | -c:v libsvtav1 -preset 13 -g 25",
      })
  void every_frame_arrives(String name, String format, String rate, String encoding)
      throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder, name, "testsrc2=s=192x108:d=3:r=" + rate, "-preset ultrafast " + encoding);
    long frames = Rational.parse(rate).times(3).ceil();

    ClipRun run = new ClipRun(clip);
    List<EncodedSegment> segments = run.encode(2, 96, 54);

    assertThat(run.facts().format()).isEqualTo(format);
    assertThat(run.video().packets()).isEqualTo(frames);
    assertThat(segments.stream().mapToLong(EncodedSegment::frames).sum()).isEqualTo(frames);
    assertThat(segments).allSatisfy(segment -> assertThat(segment.lost()).isEmpty());
  }

  @Test
  void tiny_odd_and_huge_pictures_are_taken() throws IOException {
    for (String size : List.of("16x16", "17x33", "7680x4320")) {
      Path clip =
          RealFfmpeg.clip(
              folder,
              size + ".mp4",
              "color=teal:s=%s:r=25:d=0.12".formatted(size),
              "-c:v libx264 -preset ultrafast -pix_fmt yuv444p");
      assertThat(new ClipRun(clip).encode(16, 16).frames()).as(size).isEqualTo(3);
    }
  }

  @Test
  void one_frame_is_a_video() throws IOException {
    Path clip =
        RealFfmpeg.clip(folder, "clip.mkv", "testsrc2=s=64x48:r=25", "-frames:v 1 -c:v ffv1");
    assertThat(new ClipRun(clip).encode(64, 48).frames()).isEqualTo(1);
  }

  @Test
  void a_late_start_is_the_origin() throws IOException {
    Path clip =
        RealFfmpeg.clip(
            folder,
            "clip.nut",
            "testsrc2=s=64x48:r=25:d=3",
            "-c:v libx264 -preset ultrafast -bf 2 -output_ts_offset 80000");

    ClipRun run = new ClipRun(clip);

    assertThat(run.facts().origin()).isEqualTo(Rational.of(80_000));
    assertThat(run.encode(2, 64, 48).stream().mapToLong(EncodedSegment::frames).sum())
        .isEqualTo(75);
  }

  @Test
  void what_an_edit_list_hides_is_not_shown() throws IOException {
    RealFfmpeg.clip(
        folder, "whole.mp4", "testsrc2=s=64x48:r=25:d=4", "-c:v libx264 -bf 2 -g 50 -an");
    RealFfmpeg.run(folder, "-ss", "1.2", "-i", "whole.mp4", "-c", "copy", "cut.mp4");

    ClipRun run = new ClipRun(folder.resolve("cut.mp4"));

    assertThat(run.video().packets()).isEqualTo(70);
    assertThat(run.encode(1, 64, 48).getFirst().frames()).isEqualTo(70);
  }

  @Test
  void cover_art_and_data_are_not_the_picture() throws IOException {
    RealFfmpeg.clip(folder, "film.mp4", "testsrc2=s=64x48:r=25:d=1", "-c:v libx264");
    RealFfmpeg.run(folder, "-f", "lavfi", "-i", "testsrc=s=32x32", "-frames:v", "1", "art.png");
    RealFfmpeg.run(
        folder,
        ("-i art.png -i film.mp4 -map 0 -map 1 -c copy -disposition:v:0 attached_pic"
                + " -disposition:v:1 0 both.mp4")
            .split(" "));
    ClipRun run = new ClipRun(folder.resolve("both.mp4"));
    assertThat(run.video().picture().width()).isEqualTo(64);
    assertThat(run.encode(64, 48).frames()).isEqualTo(25);
  }
}
