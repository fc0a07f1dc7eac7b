package dev.reelmill.common.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.LoudnessTarget;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.Still;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One unit of work for one worker, complete: nothing else has to be asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkOrder.InspectSource.class, name = "inspect"),
  @JsonSubTypes.Type(value = WorkOrder.EncodeSegment.class, name = "segment"),
  @JsonSubTypes.Type(value = WorkOrder.EncodeAudio.class, name = "audio"),
  @JsonSubTypes.Type(value = WorkOrder.TrialEncode.class, name = "trial"),
  @JsonSubTypes.Type(value = WorkOrder.ExtractText.class, name = "text"),
  @JsonSubTypes.Type(value = WorkOrder.AssembleFile.class, name = "file"),
  @JsonSubTypes.Type(value = WorkOrder.PackPictures.class, name = "pictures")
})
public sealed interface WorkOrder {

  /** An order that reads the video's source. */
  sealed interface OfSource extends WorkOrder {

    /** Where the source's bytes are. */
    SourceAccess source();
  }

  /** Find out what the source is. */
  record InspectSource(SourceAccess source) implements OfSource {}

  /**
   * Encode one stretch of the picture into every rung, decoding it once.
   *
   * @param source where its bytes are
   * @param format the demuxer that inspection found
   * @param stream index of the picture stream
   * @param picture what its frames are like, and so what has to be done to show them
   * @param interval which frames
   * @param rungs what to make of them, at least one; all of one ladder, so all with the same
   *     pictures
   * @param stills small pictures to take from the same decode, if any
   * @param quality what to measure of the results
   */
  record EncodeSegment(
      SourceAccess source,
      String format,
      int stream,
      Picture picture,
      SegmentInterval interval,
      List<RungOrder> rungs,
      @Nullable StillsOrder stills,
      @Nullable QualityOrder quality)
      implements OfSource {

    /** One that is not measured. */
    public EncodeSegment(
        SourceAccess source,
        String format,
        int stream,
        Picture picture,
        SegmentInterval interval,
        List<RungOrder> rungs,
        @Nullable StillsOrder stills) {
      this(source, format, stream, picture, interval, rungs, stills, null);
    }

    public EncodeSegment {
      rungs = List.copyOf(rungs);
      if (rungs.isEmpty()) {
        throw new IllegalArgumentException("a segment without rungs");
      }
      if (rungs.stream().map(rung -> rung.encoding().pictureStep()).distinct().count() > 1) {
        throw new IllegalArgumentException("the rungs of one segment keep different pictures");
      }
    }
  }

  /**
   * Find out what rates a stretch of the picture takes at which quality; nothing is kept of it.
   *
   * @param source where its bytes are
   * @param format the demuxer that inspection found
   * @param stream index of the picture stream
   * @param picture what its frames are like
   * @param interval which frames
   * @param points what to try, at least one; all are measured at the size of the first
   * @param frameRate about how many frames are shown a second
   */
  record TrialEncode(
      SourceAccess source,
      String format,
      int stream,
      Picture picture,
      SegmentInterval interval,
      List<VideoEncoding> points,
      int frameRate)
      implements OfSource {

    public TrialEncode {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("a trial of nothing");
      }
    }
  }

  /**
   * Encode one audio track, whole.
   *
   * @param source where its bytes are
   * @param format the demuxer that inspection found
   * @param track what inspection found of it
   * @param origin the source's time, in seconds, that becomes 0; silence fills what is missing
   * @param duration how long the published video is, in seconds; audio never runs on beyond it by
   *     more than a frame
   * @param rendition its name
   * @param encoding how
   * @param loudness what to bring it to; as it is if absent
   * @param waveform a picture of its waves, for a source that has none of its own
   * @param target where the result goes
   */
  record EncodeAudio(
      SourceAccess source,
      String format,
      AudioFacts track,
      Rational origin,
      Rational duration,
      String rendition,
      AudioEncoding encoding,
      @Nullable LoudnessTarget loudness,
      @Nullable PosterOrder waveform,
      UploadTarget target)
      implements OfSource {}

  /**
   * Make WebVTT of one subtitle track.
   *
   * @param source the video's file, or a side-car file
   * @param isSideCar whether it is a text file, in any encoding
   * @param format the demuxer that inspection found; of a side-car {@code srt}, {@code webvtt} or
   *     {@code ass}
   * @param stream index of the track
   * @param codec FFmpeg's name of it
   * @param language of the text, if it is known; tells which encoding an old side-car has
   * @param origin the source's time, in seconds, that becomes 0
   * @param duration how long the published video is, in seconds; nothing is shown beyond it
   * @param target where the result goes
   */
  record ExtractText(
      SourceAccess source,
      boolean isSideCar,
      String format,
      int stream,
      String codec,
      @Nullable String language,
      Rational origin,
      Rational duration,
      UploadTarget target)
      implements OfSource {}

  /**
   * Join accepted objects into one progressive file, by copying.
   *
   * @param name of the file
   * @param container what it becomes
   * @param video the pictures
   * @param audio the sound, if there is any
   * @param target where the result goes
   */
  record AssembleFile(
      String name,
      FileContainer container,
      TrackPieces video,
      @Nullable TrackPieces audio,
      UploadTarget target)
      implements WorkOrder {}

  /**
   * Make the thumbnails, the storyboard and the preview of a video out of its segments' stills.
   *
   * @param segments the stills of all that have some, in order
   * @param layout what to make of them
   * @param target where the one object goes that holds all of it
   */
  record PackPictures(List<StillsInput> segments, PackLayout layout, UploadTarget target)
      implements WorkOrder {
    public PackPictures {
      segments = List.copyOf(segments);
    }
  }

  /**
   * A finished rendition in its pieces.
   *
   * @param rendition its name
   * @param start when its first sample is shown, in seconds
   * @param samples in all pieces
   * @param initBytes of the init segment that each piece begins with, the same bytes in all
   * @param pieces in order
   */
  record TrackPieces(
      String rendition, Rational start, long samples, int initBytes, List<SourceAccess> pieces) {

    public TrackPieces {
      pieces = List.copyOf(pieces);
      if (pieces.isEmpty()) {
        throw new IllegalArgumentException("a rendition without pieces");
      }
    }
  }

  /**
   * A half-open stretch of presentation time, in the stream's own timebase.
   *
   * @param timebase seconds per tick
   * @param keyframePts the keyframe from which to decode; at or before {@code startPts}
   * @param startPts of the first frame that belongs to it
   * @param endPts the first PTS that does not; absent for the last segment, which keeps whatever
   *     still decodes
   * @param originPts what is subtracted from every PTS before encoding
   * @param packets frames that the container counts inside; the decoder may show fewer
   * @param jumps of the stream's clock; all times here are after them. Such a source can't be
   *     sought, as the same time may come twice
   */
  record SegmentInterval(
      Rational timebase,
      long keyframePts,
      long startPts,
      @Nullable Long endPts,
      long originPts,
      long packets,
      @Nullable List<TimeJump> jumps) {

    public SegmentInterval {
      jumps = jumps == null ? List.of() : List.copyOf(jumps);
    }

    /** Of a stream whose clock runs on. */
    public SegmentInterval(
        Rational timebase,
        long keyframePts,
        long startPts,
        @Nullable Long endPts,
        long originPts,
        long packets) {
      this(timebase, keyframePts, startPts, endPts, originPts, packets, List.of());
    }

    @Override
    public List<TimeJump> jumps() {
      return jumps == null ? List.of() : jumps;
    }
  }

  /**
   * One rung of the ladder for one segment.
   *
   * @param rendition the rung's name
   * @param encoding how
   * @param target where the result goes
   */
  record RungOrder(String rendition, VideoEncoding encoding, UploadTarget target) {}

  /**
   * A still picture, JPEG.
   *
   * @param width in pixels
   * @param height in pixels
   * @param target where it goes
   */
  record PosterOrder(int width, int height, UploadTarget target) {}

  /**
   * Pictures to take from a segment's decode; the segment is worth as much without them.
   *
   * @param what which pictures
   * @param target where the one object goes that holds them
   */
  record StillsOrder(SegmentStills what, UploadTarget target) {}

  /** The pictures of one segment, and how to read them. */
  record StillsInput(SourceAccess object, List<Still> pictures) {
    public StillsInput {
      pictures = List.copyOf(pictures);
    }
  }
}
