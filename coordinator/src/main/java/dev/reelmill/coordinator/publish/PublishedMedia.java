package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.common.work.WorkResult.TextObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been accepted of one job so far, as far as it can be played without a gap.
 *
 * @param video its public id
 * @param job its id
 * @param finished whether all is there
 * @param facts about the source
 * @param rungs the first ladder's, best first; then those of the other ladders that are complete
 * @param audio every track in every variant, the one to play by default first; empty if the source
 *     is silent
 * @param text subtitle tracks, in order; those still at work have no object yet
 * @param poster one of the stills, if it is there
 */
public record PublishedMedia(
    String video,
    long job,
    boolean finished,
    SourceFacts facts,
    List<Track> rungs,
    List<Track> audio,
    List<TextTrack> text,
    @Nullable Poster poster) {

  public PublishedMedia {
    rungs = List.copyOf(rungs);
    audio = List.copyOf(audio);
    text = List.copyOf(text);
  }

  /** Whether a player can begin: all sound and the first segment are there. */
  public boolean playable() {
    return !(rungs.isEmpty() && audio.isEmpty())
        && rungs.stream().noneMatch(rung -> rung.objects().isEmpty())
        && audio.stream().noneMatch(track -> track.objects().isEmpty());
  }

  /**
   * Subtitles.
   *
   * @param name {@code text-1}
   * @param label what a reader chooses it by
   * @param object the WebVTT file; absent until it is there, or if it holds nothing to show
   * @param warnings what was lost
   */
  public record TextTrack(
      String name, TrackLabel label, @Nullable TextObject object, List<String> warnings) {
    public TextTrack {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * A rendition's accepted objects.
   *
   * @param name of the rendition
   * @param ladder of the profile, for pictures
   * @param frameRate of pictures, frames per second; 0 for sound
   * @param videoRange of pictures, as HLS calls it: SDR, PQ or HLG
   * @param width in pixels; 0 for sound
   * @param height in pixels; 0 for sound
   * @param channels of sound; 0 for pictures
   * @param cap of the rate control in bits per second; what is declared before it can be measured
   * @param objects from the first segment on, up to the first gap
   * @param cpuMillis of the attempts that made them; a segment's is shared among its rungs
   * @param variant of the profile, for sound; tracks of one variant are alternatives of each other
   * @param label what a listener chooses sound by
   * @param figures what was measured of sound
   */
  public record Track(
      String name,
      String ladder,
      int width,
      int height,
      Rational frameRate,
      String videoRange,
      int channels,
      long cap,
      List<MediaObject> objects,
      long cpuMillis,
      String variant,
      TrackLabel label,
      @Nullable SoundFigures figures) {

    public Track {
      objects = List.copyOf(objects);
    }

    /** As in RFC 6381; there has to be an object. */
    public String codecs() {
      return objects.getFirst().codecs();
    }

    /** Where the last object ends, in seconds; 0 without objects. */
    public Rational end() {
      if (objects.isEmpty()) {
        return Rational.ZERO;
      }
      MediaObject last = objects.getLast();
      var fragment = last.fragments().getLast();
      return Rational.of(fragment.startPts() + fragment.duration(), last.timescale());
    }

    /** Where the first object begins, in seconds. */
    public Rational start() {
      MediaObject first = objects.getFirst();
      return Rational.of(first.fragments().getFirst().startPts(), first.timescale());
    }
  }
}
