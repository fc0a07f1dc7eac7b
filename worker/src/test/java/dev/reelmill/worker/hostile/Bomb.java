package dev.reelmill.worker.hostile;

import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Small files that ask for much, each with what may become of them. */
@SuppressWarnings("ImmutableEnumChecker") // the makers keep nothing
public enum Bomb {
  TEN_HOUR_GAP(
      folder -> generated(folder, "gap.mkv", Kinds.GAP, "-an -fps_mode passthrough -c:v libx264"),
      "encoded"),
  TEN_HOURS_OF_SILENCE(
      folder -> generated(folder, "silence.mkv", Kinds.GAP, "-c:v libx264 -c:a pcm_s16le"),
      "encoded",
      "time-limit",
      "encoder-hung"),
  HUGE_FRAMES(Bomb::hugeFrames, "source-limits"),
  HUGE_FRAMES_DENIED(
      folder -> Make.patched(hugeFrames(folder), "jpeg", 28, Make.hex("00400030")),
      "source-limits",
      "source-undecodable"),
  HUGE_FRAME_ANNOUNCED(folder -> OtherBombs.announcedFrame(), "source-limits"),
  HUGE_CANVAS(folder -> OtherBombs.canvas(), "source-limits", "source-not-media"),
  THREE_THOUSAND_BOXED_TRACKS(
      folder -> IsoBombs.tracks(Clip.MP4.bytes(folder), "vide", 3000), "source-limits"),
  NINE_HUNDRED_BOXED_TRACKS(
      folder -> IsoBombs.tracks(Clip.MP4.bytes(folder), "vide", 900), Kinds.BAD_OR_LATE),
  SIXTY_SOUNDS(folder -> IsoBombs.tracks(Clip.MOV.bytes(folder), "soun", 60), Kinds.BAD_OR_LATE),
  THREE_THOUSAND_TRACKS(folder -> MatroskaBombs.manyTracks(3000), "source-limits"),
  SEVEN_THOUSAND_ANNOUNCED_STREAMS(
      folder -> OtherBombs.transport(40, 190), "source-limits", "source-not-media"),
  DEEP_BOXES(folder -> IsoBombs.deep(), "source-not-media", "source-truncated"),
  DEEP_ELEMENTS(folder -> MatroskaBombs.deep(), Kinds.BAD),
  ENDLESS_MATROSKA(folder -> MatroskaBombs.endlessFrames(16), Kinds.BAD_OR_LATE),
  ENDLESS_INDEX(folder -> MatroskaBombs.endlessIndex(), Kinds.BAD),
  COUNTLESS_SAMPLES(folder -> IsoBombs.samples(Clip.MP4.bytes(folder)), Kinds.BAD_OR_LATE),
  SLOW_FRAMES(folder -> IsoBombs.slow(Clip.MP4.bytes(folder)), "source-limits"),
  ABSURD_MATRIX(folder -> IsoBombs.matrix(Clip.MP4.bytes(folder)), "encoded"),
  ZIPPED_HEADER(folder -> IsoBombs.zippedHeader(), Kinds.BAD),
  ZIPPED_FRAMES(folder -> MatroskaBombs.zippedFrames(64), Kinds.BAD_OR_LATE),
  LONG_TITLE(folder -> MatroskaBombs.longTitle(12), "source-limits"),
  HUNDRED_THOUSAND_CHAPTERS(folder -> MatroskaBombs.manyChapters(100_000), "source-limits"),
  SLOW_SOUND(folder -> OtherBombs.slowSound(1, 40_000), "encoded", "time-limit"),
  ENDLESS_SOUND(folder -> OtherBombs.slowSound(1, 100_000), "source-limits"),
  WIDE_SOUND(folder -> OtherBombs.wideSound(), Kinds.BAD);

  private final Maker maker;
  private final Set<String> allowed;

  Bomb(Maker maker, String... allowed) {
    this.maker = maker;
    this.allowed = Set.of(allowed);
  }

  /** Makes the file in a folder. */
  public Path file(Path folder) throws IOException {
    byte[] bytes = maker.bytes(Files.createTempDirectory(folder, "parts"));
    return Files.write(folder.resolve(name().toLowerCase(Locale.ROOT)), bytes);
  }

  /** What may become of it, as {@link Verdict#kind} says it. */
  Set<String> allowed() {
    return allowed;
  }

  private interface Maker {
    byte[] bytes(Path folder) throws IOException;
  }

  /** Constants that the ones above need. */
  private static final class Kinds {
    static final String[] BAD = {
      "encoded", "source-not-media", "source-no-picture", "source-undecodable", "source-limits"
    };

    static final String[] BAD_OR_LATE = {
      "encoded",
      "source-not-media",
      "source-no-picture",
      "source-undecodable",
      "source-limits",
      "time-limit",
      "encoder-hung"
    };

    static final String GAP =
        "testsrc2=s=64x48:r=5:d=0.8,setpts='PTS+gte(N,2)*36000/TB'[out0];"
            + "sine=d=0.8,asetpts='PTS+gte(N,10)*36000/TB'[out1]";
  }

  private static byte[] generated(Path folder, String name, String input, String encoding)
      throws IOException {
    return Files.readAllBytes(RealFfmpeg.clip(folder, name, input, encoding));
  }

  private static byte[] hugeFrames(Path folder) throws IOException {
    String input = "color=teal:s=16384x8192:r=2:d=1";
    return generated(folder, "huge.mov", input, "-pix_fmt yuvj420p -c:v mjpeg");
  }
}
