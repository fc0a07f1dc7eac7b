package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.publish.PublishedMedia.Picture;
import dev.reelmill.coordinator.publish.PublishedMedia.Sound;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renditions made of nothing but numbers. */
final class Samples {

  private static final long TIMESCALE = 1000;
  private static final int INIT = 100;

  private Samples() {}

  /** An audio track of fragments of 2 s, with these sizes, in objects of so many fragments. */
  static Track audio(
      String name,
      String variant,
      AudioCodec codec,
      int channels,
      TrackLabel label,
      long... sizes) {
    AudioEncoding encoding = new AudioEncoding(codec, 64_000, 48_000, channels);
    String codecs = codec == AudioCodec.AAC ? "mp4a.40.2" : "opus";
    return new Track(
        name,
        variant,
        null,
        new Sound(encoding, label, null),
        true,
        List.of(object("videos/v/" + name + "/1.mp4", codecs, 0, sizes)),
        0);
  }

  /** A picture in two objects of two fragments of 2 s each. */
  static Track rung(String name, String ladder, VideoCodec codec, int height, VideoRange range) {
    VideoEncoding encoding =
        new VideoEncoding(
            codec,
            "medium",
            23,
            height * 16 / 9 / 2 * 2,
            height,
            height * 2500L,
            1_000_000,
            50,
            Rational.of(30_000, 1001),
            1,
            range == VideoRange.SDR ? DynamicRange.SDR : DynamicRange.HDR);
    String codecs = codec == VideoCodec.H264 ? "avc1.64001f" : "av01.0.05M.08";
    String key = "videos/v/" + name + "/";
    return new Track(
        name,
        ladder,
        new Picture(encoding, range),
        null,
        true,
        List.of(
            object(key + "0000-1.mp4", codecs, 0, 100_000, 300_000),
            object(key + "0001-2.mp4", codecs, 4000, 500_000, 100_000)),
        0);
  }

  static MediaObject object(String key, String codecs, long startPts, long... sizes) {
    List<Fragment> fragments = new ArrayList<>();
    long at = INIT;
    long pts = startPts;
    for (long size : sizes) {
      fragments.add(new Fragment(at, size, pts, 2000, 50, true, size / 10));
      at += size;
      pts += 2000;
    }
    return new MediaObject(key, at, "ab", INIT, "cd", TIMESCALE, codecs, fragments);
  }

  static PublishedMedia media(boolean finished, List<Track> rungs, List<Track> audio) {
    SourceFacts facts = facts();
    return new PublishedMedia("v", 1, finished, facts, rungs, audio, List.of(), List.of(), null);
  }

  private static SourceFacts facts() {
    return new SourceFacts(
        "mov", 1, Rational.ZERO, Rational.of(8), null, List.of(), List.of(), List.of(), List.of());
  }

  static TrackLabel label(@Nullable String language, @Nullable String title) {
    return new TrackLabel(language, title, true, List.of());
  }
}
