package dev.reelmill.worker.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.SegmentStills.Tiles;
import dev.reelmill.common.pictures.StillsObject;
import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkOrder.StillsOrder;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.deliver.Uploader;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.scratch.FreeSpace;
import dev.reelmill.worker.scratch.Scratch;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker against a real broker, a store over HTTP and real FFmpeg. */
@SuppressWarnings("NullAway.Init")
class IntakeIT {

  private static final String SOURCE = "sources/abc";

  @TempDir Path folder;
  private FakeFarm farm;
  private Scratch scratch;
  private Intake intake;
  private @Nullable Intake second;

  @BeforeEach
  void start() throws Exception {
    farm = new FakeFarm();
    scratch = Scratch.open(folder.resolve("scratch"));
    intake = worker("first");
    intake.start();
  }

  @AfterEach
  void stop() throws Exception {
    intake.close();
    Optional.ofNullable(second).ifPresent(Intake::close);
    scratch.close();
    farm.stop();
  }

  @Test
  void video_is_inspected_encoded_and_delivered() throws Exception {
    store(
        "-f lavfi -i testsrc2=s=320x180:r=25:d=4 -f lavfi -i sine=d=4 -c:v libx264 -g 50 -c:a aac");

    SourceFacts facts = inspected();
    VideoFacts video = Objects.requireNonNull(facts.video());
    assertThat(video.packets()).isEqualTo(100);
    assertThat(facts.audio()).hasSize(1);

    farm.failuresToCome.put("videos/abc/360p/0000-2.mp4", 2);
    WorkResult.Done done =
        (WorkResult.Done) result(2, OrderQueue.ENCODE, segment(facts, "ultrafast", 2));
    Output.SegmentEncoded segment = (Output.SegmentEncoded) done.output();
    MediaObject object = segment.rungs().getFirst().object();
    assertThat(segment.frames()).isEqualTo(100);
    assertThat(done.cpuMillis()).isPositive();
    assertThat(object.codecs()).startsWith("avc1.");
    assertStored(object.key(), object.sha256(), object.sizeBytes());
    StillsObject stills = Objects.requireNonNull(segment.stills());
    assertThat(stills.pictures()).isNotEmpty();
    assertStored(stills.key(), stills.sha256(), stills.sizeBytes());

    WorkResult.Done sound = (WorkResult.Done) result(3, OrderQueue.ENCODE, audio(facts));
    MediaObject track = ((Output.AudioEncoded) sound.output()).rendition().object();
    assertThat(track.codecs()).isEqualTo("mp4a.40.2");
    assertStored(track.key(), track.sha256(), track.sizeBytes());
  }

  @Test
  void bad_source_is_refused_with_its_code() throws Exception {
    farm.objects.put(SOURCE, "no video at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    WorkResult result = result(1, OrderQueue.LIGHT, new InspectSource(source()));

    assertThat(result)
        .isInstanceOfSatisfying(
            WorkResult.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.SOURCE_NOT_MEDIA));
  }

  @Test
  void result_of_a_stored_key_is_never_overwritten() throws Exception {
    store("-f lavfi -i testsrc2=s=320x180:r=25:d=1 -c:v libx264");
    SourceFacts facts = inspected();
    farm.objects.put("videos/abc/360p/0000-2.mp4", new byte[] {1});

    WorkResult result = result(2, OrderQueue.ENCODE, segment(facts, "ultrafast", 2));

    assertThat(result)
        .isInstanceOfSatisfying(
            WorkResult.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE));
    assertThat(farm.objects.get("videos/abc/360p/0000-2.mp4")).hasSize(1);
  }

  @Test
  void refused_claim_acknowledges_the_hint() throws Exception {
    farm.hint(OrderQueue.ENCODE, 9);

    assertThat(farm.claims.poll(10, SECONDS)).isEqualTo(new ClaimRequest(9, 1, "first", false));
    await().until(() -> farm.waiting(Queues.WORK_ENCODE) == 0);
    assertThat(farm.results).isEmpty();
  }

  @Test
  void worker_that_shall_stand_down_asks_for_nothing_until_the_time_is_over() throws Exception {
    farm.answer = request -> new ClaimReply.Refused("drained", 3);
    farm.hint(OrderQueue.ENCODE, 9);
    assertThat(farm.claims.poll(10, SECONDS)).isNotNull();
    await()
        .until(
            () ->
                "drained"
                    .equals(Objects.requireNonNull(farm.heartbeats.poll(5, SECONDS)).trouble()));
    farm.answer = request -> new ClaimReply.Refused("another has it");

    farm.hint(OrderQueue.ENCODE, 10);
    farm.hint(OrderQueue.LIGHT, 11);

    assertThat(farm.claims.poll(1, SECONDS)).isNull();
    assertThat(farm.waiting(Queues.WORK_ENCODE) + farm.waiting(Queues.WORK_LIGHT)).isEqualTo(2);
    assertThat(List.of(claimed(), claimed())).containsExactlyInAnyOrder(10L, 11L);
  }

  private long claimed() throws InterruptedException {
    return Objects.requireNonNull(farm.claims.poll(10, SECONDS), "no claim in 10 s").order();
  }

  @Test
  void unreadable_hint_goes_to_the_dead_letters_at_once() throws Exception {
    farm.send(Queues.WORK_ENCODE, "{\"v\":99}");

    assertThat(farm.dead.poll(10, SECONDS)).isEqualTo("{\"v\":99}");
    await().until(() -> farm.waiting(Queues.WORK_ENCODE) == 0);
    assertThat(farm.claims).isEmpty();
  }

  @Test
  void heartbeat_says_what_runs_and_revocation_stops_it_without_a_result() throws Exception {
    store("-f lavfi -i testsrc2=s=320x180:r=50:d=20 -c:v libx264 -preset ultrafast");
    SourceFacts facts = inspected();
    grant(2, segment(facts, "veryslow", 2));
    farm.hint(OrderQueue.ENCODE, 2);
    await().atMost(20, SECONDS).until(() -> runs(2));

    farm.revoke(2);

    await()
        .atMost(8, SECONDS)
        .until(
            () ->
                !Objects.requireNonNull(farm.heartbeats.poll(6, SECONDS)).running().stream()
                    .anyMatch(r -> r.attempt() == 2));
    await().until(() -> farm.waiting(Queues.WORK_ENCODE) == 0);
    assertThat(farm.results).isEmpty();
    assertThat(ffmpegChildren()).isZero();
  }

  @Test
  void stopping_worker_gives_its_order_to_another() throws Exception {
    store("-f lavfi -i testsrc2=s=320x180:r=50:d=4 -c:v libx264 -preset ultrafast");
    SourceFacts facts = inspected();
    grant(2, segment(facts, "veryslow", 2));
    farm.hint(OrderQueue.ENCODE, 2);
    await().atMost(20, SECONDS).until(() -> runs(2));
    farm.claims.clear();
    grant(2, segment(facts, "ultrafast", 3));

    long before = System.nanoTime();
    intake.close();
    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    assertThat(ffmpegChildren()).isZero();
    second = worker("second");
    second.start();

    assertThat(farm.results.poll(30, SECONDS)).isInstanceOf(WorkResult.Done.class);
    assertThat(farm.claims.poll()).isEqualTo(new ClaimRequest(2, 1, "second", true));
  }

  private Intake worker(String name) throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    SourceFiles sources =
        new SourceFiles(null, scratch.subfolder("sources-" + name), 1 << 30, http);
    OrderWork work =
        new OrderWork(RealFfmpeg.INSTANCE, sources, scratch, new Delivery(new Uploader(http)), 1);
    return new Intake(
        farm.settings(),
        new Intake.Identity(name, "here", "test", 2, Capabilities.NONE, Duration.ofMillis(500)),
        work,
        new FreeSpace(scratch.folder(), 1 << 20, () -> {}));
  }

  private SourceFacts inspected() throws Exception {
    WorkResult result = result(1, OrderQueue.LIGHT, new InspectSource(source()));
    assertThat(result).isInstanceOf(WorkResult.Done.class);
    return ((Output.Inspected) ((WorkResult.Done) result).output()).facts();
  }

  private WorkResult result(long order, OrderQueue queue, WorkOrder work) throws Exception {
    grant(order, work);
    farm.hint(queue, order);
    return Objects.requireNonNull(farm.results.poll(20, SECONDS), "no result in 20 s");
  }

  /** The attempt has the order's number, to keep it simple. */
  private void grant(long order, WorkOrder work) {
    farm.answer =
        request ->
            request.order() == order
                ? new Granted(order, "token", 1, "abc", work)
                : new ClaimReply.Refused("another order");
  }

  private boolean runs(long attempt) throws InterruptedException {
    var heartbeat = farm.heartbeats.poll(10, SECONDS);
    return heartbeat != null && heartbeat.running().stream().anyMatch(r -> r.attempt() == attempt);
  }

  private static long ffmpegChildren() {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("ffmpeg"))
        .count();
  }

  private SourceAccess source() {
    byte[] bytes = Objects.requireNonNull(farm.objects.get(SOURCE));
    return new SourceAccess(SOURCE, farm.address(SOURCE), bytes.length);
  }

  private void store(String words) throws Exception {
    RealFfmpeg.run(folder, (words + " clip.mp4").split(" "));
    farm.objects.put(SOURCE, Files.readAllBytes(folder.resolve("clip.mp4")));
  }

  private StillsOrder stills(long attempt) {
    return new StillsOrder(
        new SegmentStills("360p", new Tiles(1000, new PictureSize(160, 90)), null, null),
        farm.target("videos/abc/stills/0000-" + attempt + ".mjpeg"));
  }

  private EncodeSegment segment(SourceFacts facts, String preset, long attempt) {
    VideoFacts video = Objects.requireNonNull(facts.video());
    // What is to be interrupted has to take a while.
    int width = "veryslow".equals(preset) ? 1280 : 320;
    return new EncodeSegment(
        source(),
        facts.format(),
        video.index(),
        video.picture(),
        new SegmentInterval(
            video.timebase(),
            video.cuts().getFirst().keyframePts(),
            video.startPts(),
            null,
            video.startPts(),
            video.packets()),
        List.of(
            new RungOrder(
                "360p",
                new VideoEncoding(
                    VideoCodec.H264,
                    preset,
                    23,
                    width,
                    width / 16 * 9,
                    800_000,
                    1_600_000,
                    50,
                    Rational.of(25),
                    1,
                    DynamicRange.SDR),
                farm.target("videos/abc/360p/0000-" + attempt + ".mp4"))),
        stills(attempt));
  }

  private EncodeAudio audio(SourceFacts facts) {
    return new EncodeAudio(
        source(),
        facts.format(),
        facts.audio().getFirst(),
        facts.origin(),
        Rational.of(4),
        "audio-1",
        new AudioEncoding(AudioCodec.AAC, 128_000, 48_000, 2),
        null,
        null,
        farm.target("videos/abc/audio-1/3.mp4"));
  }

  private void assertStored(String key, String sha256, long size) throws Exception {
    byte[] bytes = Objects.requireNonNull(farm.objects.get(key), key);
    assertThat(bytes).hasSize(Math.toIntExact(size));
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo(sha256);
  }
}
