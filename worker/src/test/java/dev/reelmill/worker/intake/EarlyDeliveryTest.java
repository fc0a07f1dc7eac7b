package dev.reelmill.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.worker.FileStore;
import dev.reelmill.worker.PutStore;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.deliver.Uploader;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.scratch.Scratch;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What FFmpeg encodes reaches the store while it still encodes. */
@SuppressWarnings("NullAway.Init")
class EarlyDeliveryTest {

  private static final String VIDEO_KEY = "videos/abc/360p/0000-1.mp4";
  private static final String SOUND_KEY = "videos/abc/audio-1/0000-1.mp4";

  @TempDir Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RunControl control = new RunControl();
  private PutStore results;
  private FileStore sources;
  private Scratch scratch;
  private OrderWork work;

  @BeforeEach
  void start() throws Exception {
    results = new PutStore();
    sources = new FileStore(folder, true);
    scratch = Scratch.open(folder.resolve("scratch"));
    SourceFiles files = new SourceFiles(null, scratch.subfolder("sources"), 1 << 30, client);
    Delivery delivery = new Delivery(new Uploader(client));
    work = new OrderWork(RealFfmpeg.INSTANCE, files, scratch, delivery, 1);
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    scratch.close();
    sources.close();
    results.close();
  }

  private Output carryOut(WorkOrder order) throws Exception {
    return work.carryOut(new Granted(1, "token", 1, "abc", order), control);
  }

  private SourceFacts inspected(SourceAccess source) throws Exception {
    return ((Output.Inspected) carryOut(new InspectSource(source))).facts();
  }

  private void assertSentOnceInPieces(MediaObject object) throws Exception {
    byte[] bytes = Objects.requireNonNull(results.object(object.key()));
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
    assertThat(HexFormat.of().formatHex(sum)).isEqualTo(object.sha256());
    assertThat(results.requests()).hasSize(1);
    assertThat(results.requests().getFirst().getFirst("Transfer-Encoding")).isEqualTo("chunked");
  }

  @Test
  void segment() throws Exception {
    RealFfmpeg.clip(
        folder,
        "clip.mp4",
        "testsrc2=s=640x360:r=25:d=12,noise=alls=30:allf=t",
        "-c:v libx264 -preset ultrafast -crf 30 -g 50");
    SourceAccess source = sources.access("clip.mp4");
    SourceFacts facts = inspected(source);
    AtomicLong frames = new AtomicLong();
    results.atFirstBytes(() -> frames.set(control.frames()));

    Output.SegmentEncoded segment = (Output.SegmentEncoded) carryOut(segment(source, facts));

    assertSentOnceInPieces(segment.rungs().getFirst().object());
    assertThat(frames.get()).as("encoded when the first bytes came").isBetween(1L, 299L);
  }

  private EncodeSegment segment(SourceAccess source, SourceFacts facts) {
    VideoFacts video = Objects.requireNonNull(facts.video());
    return new EncodeSegment(
        source,
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
                    "medium",
                    14,
                    640,
                    360,
                    20_000_000,
                    40_000_000,
                    50,
                    Rational.of(25),
                    1,
                    DynamicRange.SDR),
                results.target(VIDEO_KEY, null))),
        null);
  }

  @Test
  void sound() throws Exception {
    RealFfmpeg.clip(
        folder, "sound.mp4", "anoisesrc=d=120:c=pink:r=48000:a=0.3", "-c:a aac -b:a 96k");
    SourceAccess source = sources.access("sound.mp4");
    SourceFacts facts = inspected(source);

    Output.AudioEncoded sound =
        (Output.AudioEncoded)
            carryOut(
                new EncodeAudio(
                    source,
                    facts.format(),
                    facts.audio().getFirst(),
                    facts.origin(),
                    Rational.of(120),
                    "audio-1",
                    new AudioEncoding(AudioCodec.AAC, 192_000, 48_000, 2),
                    null,
                    null,
                    results.target(SOUND_KEY, null)));

    assertSentOnceInPieces(sound.rendition().object());
  }
}
