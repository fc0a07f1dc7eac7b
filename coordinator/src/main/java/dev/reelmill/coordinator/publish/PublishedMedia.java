package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SoundFigures;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.common.work.WorkResult.TextObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has been accepted of one job so far, as far as it can be played without a gap.
 *
 * @param video its public id
 * @param job its id
 * @param finished whether all is there that players need
 * @param facts about the source
 * @param rungs of all ladders, the first ladder first, each best first; empty without a picture
 * @param audio every track in every variant, the one to play by default first; empty if the source
 *     is silent
 * @param text subtitle tracks, in order; those still at work have no object yet
 * @param files progressive ones, there or still to come
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
    List<ProgressiveFile> files,
    @Nullable Poster poster) {

  public PublishedMedia {
    rungs = List.copyOf(rungs);
    audio = List.copyOf(audio);
    text = List.copyOf(text);
    files = List.copyOf(files);
  }

  /**
   * Whether a player can begin: the first variant of the sound and the first pictures are there.
   */
  public boolean playable() {
    return !(rungs.isEmpty() && audio.isEmpty())
        && rungs.stream().filter(this::isFirst).noneMatch(rung -> rung.objects().isEmpty())
        && audio.stream()
            .filter(track -> track.ladder().equals(audio.getFirst().ladder()))
            .allMatch(Track::complete);
  }

  /** Whether nothing will be added any more. */
  public boolean settled() {
    return finished && files.stream().noneMatch(ProgressiveFile::pending);
  }

  /**
   * The rungs that players are told of: the first ladder as far as it has grown, others when they
   * are complete.
   */
  public List<Track> shownRungs() {
    return rungs.stream().filter(rung -> isFirst(rung) || isComplete(rung.ladder())).toList();
  }

  /** The audio tracks that players are told of: those that are there. */
  public List<Track> shownAudio() {
    return audio.stream().filter(Track::complete).toList();
  }

  /** The subtitles that players are told of: those that have something to show. */
  public List<TextTrack> shownText() {
    return text.stream().filter(track -> track.object() != null).toList();
  }

  /** Pictures and sound that players are told of. */
  public List<Track> shown() {
    return Stream.concat(shownRungs().stream(), shownAudio().stream()).toList();
  }

  private boolean isFirst(Track rung) {
    return rung.ladder().equals(rungs.getFirst().ladder());
  }

  private boolean isComplete(String ladder) {
    return rungs.stream().filter(rung -> rung.ladder().equals(ladder)).allMatch(Track::complete);
  }

  /**
   * A rendition's accepted objects; either a picture or a sound.
   *
   * @param name of the rendition
   * @param ladder to which a picture belongs; for sound, its variant of the profile: tracks of one
   *     variant are alternatives of each other
   * @param picture how it is encoded and shown; absent for sound
   * @param sound how it is encoded and called; absent for pictures
   * @param complete whether all objects are there
   * @param objects from the first segment on, up to the first gap
   * @param cpuMillis of the attempts that made them; a segment's is shared among its rungs
   */
  public record Track(
      String name,
      String ladder,
      @Nullable Picture picture,
      @Nullable Sound sound,
      boolean complete,
      List<MediaObject> objects,
      long cpuMillis) {

    public Track {
      objects = List.copyOf(objects);
      if ((picture == null) == (sound == null)) {
        throw new IllegalArgumentException(name + " is either a picture or a sound");
      }
    }

    /** In pixels; 0 for sound. */
    public int width() {
      return picture == null ? 0 : picture.encoding().width();
    }

    /** In pixels; 0 for sound. */
    public int height() {
      return picture == null ? 0 : picture.encoding().height();
    }

    /** How many; 0 for pictures. */
    public int channels() {
      return sound == null ? 0 : sound.encoding().channels();
    }

    /** What a listener chooses sound by; nothing of pictures. */
    public TrackLabel label() {
      return sound == null ? TrackLabel.NONE : sound.label();
    }

    /** Of the rate control, in bits per second; declared before a rate can be measured. */
    public long cap() {
      return picture != null
          ? picture.encoding().maxBitrate()
          : sound != null ? sound.encoding().bitrate() : 0;
    }

    /** As in RFC 6381; empty without objects. */
    public String codecs() {
      return objects.isEmpty() ? "" : objects.getFirst().codecs();
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

  /** How a picture is encoded and shown. */
  public record Picture(VideoEncoding encoding, VideoRange range) {}

  /**
   * How a sound is called.
   *
   * @param label what a listener chooses it by
   * @param figures what was measured of it
   */
  public record Sound(AudioEncoding encoding, TrackLabel label, @Nullable SoundFigures figures) {}

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
}
