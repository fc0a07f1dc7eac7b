package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.work.Needs;
import dev.reelmill.coordinator.plan.ProfileField.Choice;
import dev.reelmill.coordinator.plan.ProfileField.Decimal;
import dev.reelmill.coordinator.plan.ProfileField.Fraction;
import dev.reelmill.coordinator.plan.ProfileField.Kind;
import dev.reelmill.coordinator.plan.ProfileField.Name;
import dev.reelmill.coordinator.plan.ProfileField.Needed;
import dev.reelmill.coordinator.plan.ProfileField.Preset;
import dev.reelmill.coordinator.plan.ProfileField.Structure;
import dev.reelmill.coordinator.plan.ProfileField.Structures;
import dev.reelmill.coordinator.plan.ProfileField.Whole;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every field of a profile, in the order of docs/profiles.md, which is written from here. A section
 * that is added to {@link Profile} gets its fields here, or it is refused as unknown.
 */
final class ProfileFields {

  /** Beside the one for an accelerator. */
  private static final int MOST_NEEDS = Needs.MOST - 1;

  private static final List<ProfileField> TOP =
      List.of(
          required("name", new Name(), "How the profile is chosen; the file's name without .json."),
          required(
              "version",
              new Whole(1, 1_000_000),
              "Raise it with every change: reports say what a video was made with."),
          optional(
              "needs",
              new Needed(MOST_NEEDS),
              "What a worker must have to be given encodes of this profile: `bigmem`, or a tag of the"
                  + " setting `worker.tags`."));

  private static final List<ProfileField> VIDEO =
      List.of(
          required(
              "video",
              new Structures(0),
              "Ladders of pictures. The first is made of every source, and is encoded before the"
                  + " others; a video is playable with it alone."),
          required(
              "video[].name",
              new Name(),
              "Unique in the profile. Renditions of the first ladder are called like `720p`, of"
                  + " others like `av1-720p`."),
          required(
              "video[].codec", new Choice(CodecRules.names()), "What the pictures are coded in."),
          optional(
              "video[].accelerator",
              new Choice(Stream.of(Accelerator.values()).map(Accelerator::text).toList()),
              "What encodes the pictures, where it is not the processor. Only workers that have it"
                  + " are given these encodes."),
          required(
              "video[].preset",
              new Preset(),
              "Speed against size, in the words of the codec's encoder: see the table of codecs."),
          required(
              "video[].gopSeconds",
              new Fraction(1, 10),
              "Seconds from one keyframe to the next, rounded to whole pictures."),
          required(
              "video[].dynamicRange",
              new Choice(List.of("sdr", "hdr")),
              "`hdr` keeps the source's curve, 10 bits and metadata; such a ladder is made of HDR"
                  + " sources only."),
          optional(
              "video[].sources",
              new Choice(List.of("any", "sdr", "hdr")),
              "Of which sources the ladder is made; of any, if it does not say."),
          optional(
              "video[].maxFrameRate",
              new Fraction(1, 240),
              "Frames per second. Of a faster source, every second, third … picture is kept, so"
                  + " that the rest is within it; the same pictures in all rungs."),
          required(
              "video[].rungs",
              new Structures(1),
              "Sizes, in any order. The largest that the source fills is made in the source's own"
                  + " size, nothing is enlarged, and a rung hardly smaller than the one above is"
                  + " left out."),
          required(
              "video[].rungs[].height",
              new Whole(16, 8192),
              "Pixels, even: the short side of the picture, so the width of a portrait one."),
          required(
              "video[].rungs[].crf",
              new Whole(0, 63),
              "Constant rate factor, the quality aimed at: lower is better, on the encoder's own"
                  + " scale."),
          required(
              "video[].rungs[].maxBitrate",
              new Whole(10_000, 1_000_000_000),
              "Cap in bits per second, held over a buffer of two seconds; half as much again above"
                  + " 35 frames per second."));

  private static final List<ProfileField> AUDIO =
      List.of(
          required("audio", new Structures(0), "Variants in which each audio track is made."),
          required("audio[].name", new Name(), "Unique in the profile; part of renditions' names."),
          required(
              "audio[].codec",
              new Choice(List.of("aac", "opus")),
              "What the sound is coded in; `opus` is always at 48 kHz."),
          required("audio[].bitratePerChannel", new Whole(8_000, 256_000), "Bits per second."),
          required(
              "audio[].maxChannels",
              new Whole(1, 8),
              "A track with more channels is mixed down: 1 is mono, 2 to 5 stereo, 6 and more 5.1."
                  + " A variant that gives a track no more channels than another of its codec is"
                  + " left out for it."));

  private static final List<ProfileField> SEGMENTS =
      List.of(
          required("segments", new Structure(), "How long the pieces of work are."),
          required(
              "segments.headSeconds",
              new Fraction(1, 60),
              "Seconds of each of the first segments: short, so that a video is playable soon."),
          required("segments.heads", new Whole(0, 20), "How many of these."),
          required(
              "segments.leastSeconds",
              new Fraction(1, 600),
              "Seconds of the segments between, in a short video."),
          required(
              "segments.mostSeconds",
              new Fraction(1, 600),
              "Seconds of the segments between, in a long video; not below `leastSeconds`."),
          required(
              "segments.tailSeconds",
              new Fraction(1, 600),
              "Seconds of the last segments, so that no slot waits long for the last one; not above"
                  + " `leastSeconds`."));

  private static final List<ProfileField> QUALITY =
      List.of(
          optional(
              "quality",
              new Structure(),
              "What of the result is compared with its source; see [quality](quality.md)."),
          required(
              "quality.sample",
              new Choice(List.of("none", "some", "whole")),
              "Which pictures are compared; all of them costs about as much as decoding all rungs"
                  + " and the source once more."),
          optional(
              "quality.frames",
              new Whole(1, 100),
              "With `some`: how many pictures of a measured segment count."),
          optional(
              "quality.everyFrames",
              new Whole(1, 1_000_000),
              "With `some`: a segment is measured when so many pictures have gone by since the last"
                  + " one."),
          optional(
              "quality.floorXpsnr",
              new Fraction(0, 100),
              "dB. A segment with less, in any rung, is encoded again by another worker, once."),
          optional(
              "quality.floorSsim", new Fraction(0, 1), "Likewise; pictures like theirs have 1."));

  private static final List<ProfileField> PER_TITLE =
      List.of(
          optional(
              "perTitle",
              new Structure(),
              "Makes the ladders fit each title; see [quality](quality.md). Without it they are as"
                  + " written here."),
          required(
              "perTitle.samples",
              new Whole(1, 10),
              "How many stretches of the source are encoded for a trial."),
          required("perTitle.sampleSeconds", new Fraction(1, 10), "How long each of them is."),
          required(
              "perTitle.targetXpsnr",
              new Fraction(20, 60),
              "dB that the best rung aims at, within its `maxBitrate`."),
          required(
              "perTitle.leastStepXpsnr",
              new Fraction(0, 10),
              "dB that a rung must differ from the one above it; else it is left out."));

  private static final List<ProfileField> FILES =
      List.of(
          optional(
              "files",
              new Structure(),
              "Progressive files for download and for players without playlists, copied from the"
                  + " renditions; they follow when the video is published."),
          optional("files.mp4", new Structure(), "One of an H.264 ladder and AAC."),
          required(
              "files.mp4.height",
              new Whole(16, 8192),
              "The best rung that is not higher than this, or else the lowest one."),
          optional("files.webm", new Structure(), "One of a VP9 or AV1 ladder and Opus."),
          required(
              "files.webm.height",
              new Whole(16, 8192),
              "The best rung that is not higher than this, or else the lowest one."));

  private static final List<ProfileField> LOUDNESS =
      List.of(
          optional(
              "loudness",
              new Structure(),
              "How loud all sound becomes, after EBU R 128; left as it is, if it does not say."),
          required(
              "loudness.targetLufs",
              new Decimal(-40, -5),
              "Integrated loudness in LUFS: -23 for broadcast and film, -16 for the web."),
          required(
              "loudness.truePeakDb",
              new Decimal(-20, 0),
              "True peak in dBTP that nothing exceeds; -1 leaves little room for what players"
                  + " do."));

  /** All of them; a structure comes before its fields. */
  static final List<ProfileField> ALL =
      Stream.of(TOP, VIDEO, AUDIO, SEGMENTS, QUALITY, PER_TITLE, FILES, PictureFields.ALL, LOUDNESS)
          .flatMap(List::stream)
          .toList();

  private ProfileFields() {}

  /** Those of one object. */
  static List<ProfileField> in(String parent) {
    return ALL.stream().filter(field -> field.parent().equals(parent)).toList();
  }

  static ProfileField required(String path, Kind kind, String meaning) {
    return new ProfileField(path, kind, true, meaning);
  }

  static ProfileField optional(String path, Kind kind, String meaning) {
    return new ProfileField(path, kind, false, meaning);
  }
}
