package dev.reelmill.coordinator.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to make of a source: data, in a file of its own. {@link ProfileFields} says what each field
 * may hold; what is read here has been held against it.
 *
 * @param name how it is chosen
 * @param version raised with every change, so that a report says what it was made with
 * @param needs what workers must have for its encodes; nothing if absent
 * @param video ladders of pictures; the first is of every source, and what a video is first
 *     playable with; none for sound alone
 * @param audio variants of each audio track
 * @param segments how long they are
 * @param quality what is compared with the source; nothing if absent
 * @param perTitle how the ladders are made to fit a title; not at all if absent
 * @param files progressive ones; none if absent
 * @param pictures the small ones; a poster if it does not say
 * @param loudness what all sound is brought to; left as it is if absent
 */
public record Profile(
    String name,
    int version,
    @Nullable List<String> needs,
    List<LadderSpec> video,
    List<AudioSpec> audio,
    SegmentPolicy segments,
    @Nullable QualityPolicy quality,
    @Nullable PerTitlePolicy perTitle,
    @Nullable FilesSpec files,
    @Nullable PicturesSpec pictures,
    @Nullable LoudnessTarget loudness) {

  public Profile {
    needs = needs == null ? null : List.copyOf(needs);
    video = List.copyOf(video);
    audio = List.copyOf(audio);
  }

  /**
   * Rungs of one codec and dynamic range.
   *
   * @param name unique in the profile; the first ladder's renditions do without it
   * @param codec of all its rungs
   * @param accelerator what encodes it; absent for the processor
   * @param preset of the codec's encoder, in that encoder's own words
   * @param gopSeconds from one keyframe to the next
   * @param dynamicRange of all its rungs; an HDR ladder is only made of HDR sources
   * @param sources of which it is made; of any, if it does not say
   * @param maxFrameRate frames per second above which pictures are dropped; absent to keep all
   * @param rungs best first
   */
  public record LadderSpec(
      String name,
      VideoCodec codec,
      @Nullable Accelerator accelerator,
      String preset,
      Rational gopSeconds,
      DynamicRange dynamicRange,
      @Nullable Sources sources,
      @Nullable Rational maxFrameRate,
      List<RungSpec> rungs) {

    public LadderSpec {
      rungs = rungs.stream().sorted(Comparator.comparingInt(RungSpec::height).reversed()).toList();
    }

    /** Whether it is made of a source. */
    boolean takes(DynamicRange source) {
      boolean hdr = source == DynamicRange.HDR;
      if (dynamicRange == DynamicRange.HDR || sources == Sources.HDR) {
        return hdr;
      }
      return sources != Sources.SDR || !hdr;
    }
  }

  /** Of which a ladder is made. */
  public enum Sources {
    ANY,
    SDR,
    HDR;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One rung for a source that is at least this high.
   *
   * @param height of a landscape picture; for a portrait one, its width
   * @param crf quality aimed at, on the encoder's own scale
   * @param maxBitrate cap in bits per second at up to 30 frames per second
   */
  public record RungSpec(int height, int crf, long maxBitrate) {}

  /**
   * One variant of the sound.
   *
   * @param name of its rendition
   * @param codec of the result
   * @param bitratePerChannel in bits per second
   * @param maxChannels more are mixed down
   */
  public record AudioSpec(String name, AudioCodec codec, long bitratePerChannel, int maxChannels) {}

  /**
   * Progressive files, copied from renditions that there are anyway.
   *
   * @param mp4 of H.264 and AAC
   * @param webm of VP9 or AV1 and Opus
   */
  public record FilesSpec(@Nullable FileSpec mp4, @Nullable FileSpec webm) {

    static final FilesSpec NONE = new FilesSpec(null, null);

    /** The one of a container; absent if it is not wanted. */
    @Nullable FileSpec of(FileContainer container) {
      return switch (container) {
        case MP4 -> mp4;
        case WEBM -> webm;
      };
    }
  }

  /**
   * One progressive file.
   *
   * @param height of its pictures at most, counted as in {@link RungSpec}
   */
  public record FileSpec(int height) {}

  /**
   * How long segments are: short at the beginning for a quick first frame, short at the end so that
   * no slot waits long for the last one, longer between the longer the video is.
   *
   * @param headSeconds of each of the first ones
   * @param heads how many of these
   * @param leastSeconds of those between
   * @param mostSeconds of those between, of a long video
   * @param tailSeconds of the last ones
   */
  public record SegmentPolicy(
      Rational headSeconds,
      int heads,
      Rational leastSeconds,
      Rational mostSeconds,
      Rational tailSeconds) {}
}
