package dev.reelmill.coordinator.trust;

import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Failed;
import dev.reelmill.common.work.WorkResult.Output.SegmentEncoded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * Two seconds of a made picture, 160×90 at 25 frames a second, of which it is known what a sound
 * worker makes of them.
 */
final class GoldenClip {

  /** What stands for a video's id where one is asked for. */
  static final String NAME = "golden";

  private static final String SOURCE_KEY = ObjectKeys.source(NAME);
  private static final int FRAMES = 50;
  private static final int TICKS_PER_SECOND = 12_800;

  /** What any encoder reaches at this rate, unless it encodes something else. */
  private static final QualityOrder.Floor FLOOR = new QualityOrder.Floor(25, 0.8);

  private static final VideoEncoding ENCODING =
      new VideoEncoding(
          VideoCodec.H264,
          "veryfast",
          20,
          160,
          90,
          600_000,
          1_200_000,
          50,
          Rational.of(25),
          1,
          DynamicRange.SDR);

  private final GoldenStore store;
  private final byte[] clip = read();

  GoldenClip(GoldenStore store) {
    this.store = store;
  }

  WorkOrder order(long test) {
    String key = key(test);
    return new EncodeSegment(
        new SourceAccess(SOURCE_KEY, store.clipUrl(SOURCE_KEY, clip), clip.length),
        "mov",
        0,
        Picture.plain(160, 90),
        new SegmentInterval(Rational.of(1, TICKS_PER_SECOND), 0, 0, null, 0, FRAMES),
        List.of(new RungOrder(NAME, ENCODING, store.target(key))),
        null,
        new QualityOrder(0, null, 25, FLOOR));
  }

  /** What is wrong with a result, in words; empty if it is as it should be. Its object goes. */
  String flaw(long test, WorkResult result) {
    try {
      return switch (result) {
        case Failed failed -> failed.code().text() + ": " + failed.detail();
        case Done done
            when done.output() instanceof SegmentEncoded encoded && encoded.rungs().size() == 1 ->
            flaw(key(test), encoded);
        case Done done -> "the result is of another kind";
      };
    } finally {
      store.delete(key(test));
    }
  }

  private String flaw(String key, SegmentEncoded encoded) {
    MediaObject object = encoded.rungs().getFirst().object();
    QualityFigures quality = encoded.rungs().getFirst().quality();
    if (encoded.frames() != FRAMES || object.samples() != FRAMES) {
      return "%d of %d frames came".formatted(object.samples(), FRAMES);
    }
    if (object.fragments().isEmpty() || object.fragments().getFirst().startPts() != 0) {
      return "it does not begin at 0";
    }
    if (!object.key().equals(key) || !store.holds(key, object.sizeBytes(), object.sha256())) {
      return "what was stored is not what was reported";
    }
    return quality == null || !FLOOR.isReachedBy(quality)
        ? "the pictures are not like those of the clip: " + quality
        : "";
  }

  /** Deletes the clip, and what was made of it. */
  void forget() {
    store.delete(SOURCE_KEY);
    store.deleteAll(ObjectKeys.prefix(NAME));
  }

  private static String key(long test) {
    return ObjectKeys.prefix(NAME) + test + ".mp4";
  }

  private static byte[] read() {
    try (InputStream bytes =
        Objects.requireNonNull(GoldenClip.class.getResourceAsStream("/golden/golden.mp4"))) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a part of this program", e);
    }
  }
}
