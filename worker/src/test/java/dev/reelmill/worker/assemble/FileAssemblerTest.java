package dev.reelmill.worker.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.TrackPieces;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.assemble.FileAssembler.Assembled;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces as the farm makes them become one file, and every frame keeps its time. */
class FileAssemblerTest {

  private static final UploadTarget TARGET = new UploadTarget("videos/x/y.mp4", "http://x/y");
  private static final String CMAF =
      " -fps_mode passthrough -enc_time_base:v 1/25 -video_track_timescale 25000"
          + " -movflags +cmaf+frag_keyframe+frag_discont+skip_trailer"
          + " -avoid_negative_ts disabled -fflags +bitexact -flags:v +bitexact";

  private static final String H264 =
      "-c:v libx264 -preset veryfast -bf 3 -x264-params"
          + " stitchable=1:scenecut=0:open-gop=0:keyint=25:min-keyint=25";

  @TempDir Path folder;

  @Test
  void h264_with_and_without_reordering_keeps_every_time_beside_its_sound() throws IOException {
    // One frame alone is not reordered: its offsets are none, those of the next piece negative.
    List<Path> video =
        List.of(
            piece("a.mp4", 10, 11, H264),
            piece("b.mp4", 11, 60, H264),
            piece("c.mp4", 60, 61, H264));
    List<Path> audio = List.of(sound());

    Assembled assembled = assemble(FileContainer.MP4, video, 51, Rational.of(10, 25), audio);

    assertThat(assembled.frames()).isEqualTo(51);
    List<Long> expected = LongStream.range(10, 61).map(n -> n * 40_000).boxed().toList();
    assertThat(times(assembled.file(), "v:0")).isEqualTo(expected);
    assertThat(times(assembled.file(), "a:0").getFirst()).isZero();
    assertThat(shownAt(assembled.file())).isEqualTo(expected);
    assertThat(assembled.duration().compareTo(Rational.of(5))).isNotNegative();
  }

  @Test
  void vp9_and_opus_become_webm() throws IOException {
    String vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25 -threads 1";
    List<Path> video = List.of(piece("a.mp4", 0, 25, vp9), piece("b.mp4", 25, 40, vp9));
    RealFfmpeg.run(
        folder,
        ("-f lavfi -i sine=d=2:r=48000 -c:a libopus -movflags +cmaf+frag_discont+skip_trailer"
                + " -frag_duration 1000000 -fflags +bitexact opus.mp4")
            .split(" "));
    List<Path> audio = List.of(folder.resolve("opus.mp4"));

    Assembled assembled = assemble(FileContainer.WEBM, video, 40, Rational.ZERO, audio);

    assertThat(times(assembled.file(), "v:0"))
        .isEqualTo(LongStream.range(0, 40).map(n -> n * 40_000).boxed().toList());
    assertThat(shownAt(assembled.file())).hasSize(40);
  }

  @Test
  void lost_piece_is_noticed() throws IOException {
    List<Path> video = List.of(piece("a.mp4", 0, 25, H264));

    assertThatThrownBy(() -> assemble(FileContainer.MP4, video, 50, Rational.ZERO, List.of()))
        .isInstanceOfSatisfying(
            ReelmillException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.VERIFICATION_FAILED))
        .hasMessageContaining("25 packets instead of 50");
  }

  private Assembled assemble(
      FileContainer container, List<Path> video, long frames, Rational start, List<Path> audio)
      throws IOException {
    AssembleFile order =
        new AssembleFile(
            "file." + container.text(),
            container,
            pieces("video", video, frames, start),
            audio.isEmpty()
                ? null
                : pieces("audio", audio, packets(audio.getFirst()), Rational.ZERO),
            TARGET);
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    return new FileAssembler(RealFfmpeg.INSTANCE)
        .assemble(order, video, audio, scratch, new RunControl());
  }

  private static TrackPieces pieces(String name, List<Path> files, long samples, Rational start)
      throws IOException {
    List<SourceAccess> pieces =
        files.stream().map(file -> new SourceAccess("videos/x", "http://x", 1)).toList();
    return new TrackPieces(name, start, samples, initBytes(files.getFirst()), pieces);
  }

  /** Frames of a clock from one number to another, shown at these numbers of 25ths of a second. */
  private Path piece(String name, int from, int to, String encoding) {
    return RealFfmpeg.clip(
        folder,
        name,
        "testsrc2=s=192x108:r=25:d=5",
        "-vf trim=start_frame=%d:end_frame=%d -copyts ".formatted(from, to) + encoding + CMAF);
  }

  private Path sound() {
    RealFfmpeg.run(
        folder,
        ("-f lavfi -i sine=d=5:r=48000 -c:a aac -bsf:a noise=drop=lt(pts\\,0)"
                + " -movflags +cmaf+frag_discont+skip_trailer -frag_duration 2000000"
                + " -avoid_negative_ts disabled -fflags +bitexact -flags:a +bitexact sound.mp4")
            .split(" "));
    return folder.resolve("sound.mp4");
  }

  /** {@code ftyp} and {@code moov}. */
  private static int initBytes(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int ftyp = bytes.getInt(0);
    return ftyp + bytes.getInt(ftyp);
  }

  private long packets(Path file) {
    return lines(file, "a:0", "packet=pts").size();
  }

  /** Presentation times of a stream's packets, in microseconds, ascending. */
  private List<Long> times(Path file, String stream) {
    return lines(file, stream, "packet=pts_time").stream()
        .map(FileAssemblerTest::micros)
        .sorted()
        .toList();
  }

  /** When a decoder that honours edit lists shows each picture, in microseconds. */
  private List<Long> shownAt(Path file) {
    return lines(file, "v:0", "frame=pts_time").stream().map(FileAssemblerTest::micros).toList();
  }

  private static long micros(String seconds) {
    return new java.math.BigDecimal(seconds.replaceFirst(",.*", "")).movePointRight(6).longValue();
  }

  private List<String> lines(Path file, String stream, String entries) {
    List<String> lines = new ArrayList<>();
    List<String> words =
        List.of("-v", "error", "-select_streams", stream, "-show_entries", entries);
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("-of", "csv=p=0", file.toString()));
    RealFfmpeg.INSTANCE.ffprobe(
        all,
        new Place(folder, List.of()),
        RealFfmpeg.INSTANCE.limits(),
        new RunControl(),
        lines::add);
    return lines.stream().filter(line -> !line.isBlank()).toList();
  }
}
