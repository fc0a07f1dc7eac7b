package dev.reelmill.coordinator.farm;

import static dev.reelmill.coordinator.publish.VideoStatus.PieceState.DONE;
import static dev.reelmill.coordinator.publish.VideoStatus.PieceState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.dispatch.Jobs.AttemptSummary;
import dev.reelmill.coordinator.dispatch.Jobs.OrderSummary;
import dev.reelmill.coordinator.plan.Planner;
import dev.reelmill.coordinator.plan.Profiles;
import dev.reelmill.coordinator.publish.HlsPlaylists;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.Piece;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos through a whole farm: PostgreSQL, Artemis, a coordinator and two worker processes. */
class FarmIT {

  /** The usual ladder, encoded as fast as can be. */
  private static final String PROFILE = "quick";

  /** Slow enough to meet it at work. */
  private static final String SLOW = "web";

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;
  static FarmFixture farm;

  @BeforeAll
  static void start() throws IOException {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    farm = new FarmFixture(folder.resolve("data"), 2, PROFILE);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void every_frame_of_a_made_clip_arrives_in_every_rung() throws Exception {
    Path clip = ffmpeg.clip(folder.resolve("made.mp4"), 854, 480, 14);
    checkAllOf(clip);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "car-detection.mp4",
        "bottle-detection.mp4",
        "big_buck_bunny_432_433.webm",
        "fire2.mp4",
        "chaplin.mp4"
      })
  void every_frame_of_real_footage_arrives_in_every_rung(String name) throws Exception {
    String media = System.getenv("REELMILL_TEST_MEDIA");
    Assumptions.assumeTrue(media != null, "left out: REELMILL_TEST_MEDIA names no folder of clips");
    checkAllOf(Path.of(media, name));
  }

  private static void checkAllOf(Path clip) throws Exception {
    String video = farm.submit(clip);
    VideoStatus status = farm.awaitEnd(video);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    PublishedMedia media = farm.farm.coordinator().publications().media(video).orElseThrow();
    assertThat(media.rungs()).isNotEmpty();
    Path written = write(media);
    long frames = ffmpeg.frames(clip);
    for (Track rung : media.rungs()) {
      assertThat(ffmpeg.frames(written.resolve(HlsPlaylists.name(rung))))
          .as("%s of %s", rung.name(), clip)
          .isEqualTo(frames);
      assertThat(rung.objects())
          .extracting(MediaObject::initSha256)
          .containsOnly(rung.objects().getFirst().initSha256());
      checkTimes(media, rung);
    }
    if (media.rungs().getFirst().objects().size() > 3) {
      assertThat(workers(status.job())).hasSize(2);
    }
  }

  /** Each segment begins at the very tick that the plan says. */
  private static void checkTimes(PublishedMedia media, Track rung) {
    VideoFacts video = Objects.requireNonNull(media.facts().video());
    List<SegmentInterval> planned =
        Planner.plan(media.facts(), Profiles.named(Profiles.DEFAULT)).segments();
    for (int i = 0; i < planned.size(); i++) {
      MediaObject object = rung.objects().get(i);
      SegmentInterval interval = planned.get(i);
      assertThat(Rational.of(object.fragments().getFirst().startPts(), object.timescale()))
          .isEqualTo(video.seconds(interval.startPts() - interval.originPts()));
    }
  }

  private static Path write(PublishedMedia media) throws IOException {
    Path written = Files.createTempDirectory(folder, "written");
    HlsPlaylists playlists = new HlsPlaylists(media, ObjectPaths.plain());
    for (Track rung : media.rungs()) {
      Files.writeString(written.resolve(HlsPlaylists.name(rung)), playlists.media(rung));
      for (int i = 0; i < rung.objects().size(); i++) {
        MediaObject object = rung.objects().get(i);
        Path target = written.resolve(ObjectPaths.plain().path(rung, i, object));
        Files.createDirectories(target.getParent());
        Files.copy(farm.farm.coordinator().store().find(object.key()).orElseThrow().file(), target);
      }
    }
    return written;
  }

  private static Set<String> workers(long job) {
    return farm.farm.coordinator().jobs().show(job).orders().stream()
        .map(OrderSummary::attempts)
        .flatMap(List::stream)
        .map(AttemptSummary::worker)
        .collect(Collectors.toSet());
  }

  @Test
  void a_killed_worker_costs_no_frame() throws Exception {
    Path clip = ffmpeg.clip(folder.resolve("killed.mp4"), 640, 360, 24);
    String video = farm.submit(clip, SLOW);
    farm.awaitStatus(video, status -> count(status, DONE) >= 1 && count(status, RUNNING) >= 1);
    long victim = farm.farm.workerPids().getFirst();
    assertThat(ProcessHandle.of(victim).orElseThrow().destroyForcibly()).isTrue();

    VideoStatus status = farm.awaitEnd(video);

    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
    PublishedMedia media = farm.farm.coordinator().publications().media(video).orElseThrow();
    for (Track rung : media.rungs()) {
      assertThat(ffmpeg.frames(write(media).resolve(HlsPlaylists.name(rung)))).isEqualTo(24 * 25);
    }
    assertThat(
            farm.farm.coordinator().jobs().show(status.job()).orders().stream()
                .flatMap(order -> order.attempts().stream())
                .map(AttemptSummary::state))
        .contains("superseded");
  }

  private static long count(VideoStatus status, VideoStatus.PieceState state) {
    return status.segments().stream().map(Piece::state).filter(state::equals).count();
  }

  @Test
  void a_cancelled_job_stops_and_a_requeued_one_is_finished() throws Exception {
    Path clip = ffmpeg.clip(folder.resolve("cancelled.mp4"), 640, 360, 12);
    String video = farm.submit(clip, SLOW);
    long job = farm.awaitStatus(video, status -> count(status, RUNNING) > 0).job();

    farm.farm.coordinator().jobOperations().cancel(job);
    assertThat(farm.status(video).state()).isEqualTo(State.CANCELLED);
    farm.farm.coordinator().jobOperations().requeue(job);

    VideoStatus status = farm.awaitEnd(video);
    assertThat(status.state()).as(status.failureDetail()).isEqualTo(State.PUBLISHED);
  }

  @ParameterizedTest
  @CsvSource({
    "just some words,            SOURCE_NOT_MEDIA",
    "'#EXTM3U\n#EXTINF:1,\n/etc/passwd\n', SOURCE_NOT_MEDIA",
    "'ffconcat version 1.0\nfile /etc/passwd\n', SOURCE_NOT_MEDIA",
  })
  void what_is_no_video_is_refused_with_a_reason(String content, FailureCode code)
      throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "video", ".mp4"), content);

    VideoStatus status = farm.awaitEnd(farm.submit(file));

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.failureCode()).isEqualTo(code);
    assertThat(status.failure()).isEqualTo(code.sentence());
  }

  @Test
  void a_file_without_its_index_is_called_truncated() throws Exception {
    Path whole = ffmpeg.clip(folder.resolve("whole.mp4"), 320, 240, 4);
    byte[] bytes = Files.readAllBytes(whole);
    Path half = folder.resolve("half.mp4");
    Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(farm.awaitEnd(farm.submit(half)).failureCode())
        .isEqualTo(FailureCode.SOURCE_TRUNCATED);
  }
}
