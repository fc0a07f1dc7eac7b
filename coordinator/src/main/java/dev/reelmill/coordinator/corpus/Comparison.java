package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.coordinator.corpus.DecodedVideo.DecodedTrack;
import dev.reelmill.coordinator.corpus.FileResult.PictureFigures;
import dev.reelmill.coordinator.corpus.FileResult.SoundFigures;
import dev.reelmill.coordinator.corpus.FileResult.SourceFigures;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import dev.reelmill.coordinator.publish.LostReport;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what was published with its source, both decoded. */
final class Comparison {

  /** What nobody hears or sees: half of what the broadcasters' rules allow at the least. */
  private static final Rational MOST_SOUND_SHIFT = Rational.of(5, 1000);

  /** Samples of an AAC frame, the grain in which sound ends. */
  private static final Rational SOUND_GRAIN = Rational.of(1024, 44_100);

  /** Of times that the report has in seconds. */
  private static final double ROUNDING = 1e-3;

  private final Profile profile;
  private final SourceFacts facts;
  private final List<LostReport> lost;
  private final Decoded source;
  private final @Nullable PictureTimeline shown;
  private final boolean damaged;
  private final List<String> problems = new ArrayList<>();
  private final List<PictureFigures> rungs = new ArrayList<>();
  private final List<SoundFigures> sounds = new ArrayList<>();
  private Optional<Rational> soundShift = Optional.empty();

  private Comparison(Profile profile, SourceFacts facts, List<LostReport> lost, Decoded source) {
    this.profile = profile;
    this.facts = facts;
    this.lost = lost;
    this.source = source;
    this.shown = source.picturesIfAny().map(PictureTimeline::ascending).orElse(null);
    this.damaged = !source.complaints().isEmpty();
  }

  /** Compares all renditions. */
  static Comparison of(
      Profile profile, SourceFacts facts, List<LostReport> lost, DecodedVideo video)
      throws IOException {
    Comparison comparison = new Comparison(profile, facts, lost, video.source());
    // Sound first, the default last, as pictures say where that is.
    for (DecodedTrack track : video.tracks().reversed()) {
      comparison.track(track);
    }
    comparison.length(video.tracks());
    return comparison;
  }

  /** What is wrong, in words; empty if all is well. */
  List<String> problems() {
    return problems;
  }

  List<PictureFigures> rungs() {
    return rungs.reversed();
  }

  List<SoundFigures> sounds() {
    return sounds.reversed();
  }

  SourceFigures source() {
    return figures(source);
  }

  /** What came out of a source. */
  static SourceFigures figures(Decoded source) {
    Optional<PictureTimeline> pictures = source.picturesIfAny();
    Optional<SoundTimeline> sound = source.soundIfAny();
    return new SourceFigures(
        pictures.map(PictureTimeline::frames).orElse(0),
        pictures.map(all -> all.frames() - all.ascending().frames()).orElse(0),
        start(source)
            .flatMap(start -> end(source).map(end -> end.minus(start).toDouble()))
            .orElse(0.0),
        offset(source).map(Times::millis).orElse(null),
        sound.map(SoundTimeline::jumps).orElse(0),
        source.complaints().size());
  }

  private void track(DecodedTrack track) throws IOException {
    if (!track.decoded().complaints().isEmpty()) {
      problem(track.track(), "the decoder says: " + track.decoded().complaints().getFirst());
    }
    if (track.isPicture()) {
      pictures(track.track(), track.decoded());
    } else {
      sound(track);
    }
  }

  private void sound(DecodedTrack track) throws IOException {
    SoundTimeline heard = track.decoded().sound();
    if (heard == null) {
      problem(track.track(), "nothing of it decodes");
      return;
    }
    if (heard.jumps() > 0) {
      problem(track.track(), heard.jumps() + " gaps or overlaps");
    }
    soundShift = shift(track, heard);
    soundShift
        .filter(shift -> Times.distance(shift, Rational.ZERO).compareTo(MOST_SOUND_SHIFT) > 0)
        .ifPresent(shift -> problem(track.track(), Times.millis(shift) + " ms off its time"));
    sounds.add(
        new SoundFigures(
            track.track().name(),
            heard.allSamples(),
            heard.jumps(),
            heard.start().toDouble(),
            heard.end().minus(heard.start()).toDouble(),
            soundShift.map(Times::millis).orElse(null)));
  }

  private Optional<Rational> shift(DecodedTrack track, SoundTimeline heard) throws IOException {
    Decoded origin = track.origin();
    Decoded decoded = track.decoded();
    if (origin.sound() == null || origin.pcm() == null || decoded.pcm() == null) {
      return Optional.empty();
    }
    int rate = Decoding.SAMPLE_RATE;
    return SoundShift.between(
        Waveform.read(origin.pcm(), rate, origin.sound(), facts.origin()),
        Waveform.read(decoded.pcm(), rate, heard, Rational.ZERO));
  }

  private void pictures(Track track, Decoded decoded) {
    PictureTimeline pictures = decoded.pictures();
    if (pictures == null) {
      problem(track, "nothing of it decodes");
      return;
    }
    if (pictures.backwards() > 0) {
      problem(track, pictures.backwards() + " timestamps do not increase");
    }
    Optional<Rational> timing = timing(track, pictures);
    Optional<Rational> offset = soundOffset(pictures);
    offset(source)
        .ifPresent(
            was ->
                offset
                    .filter(is -> Times.distance(was, is).compareTo(MOST_SOUND_SHIFT) > 0)
                    .ifPresent(is -> problem(track, "sound " + moved(is.minus(was)))));
    rungs.add(
        new PictureFigures(
            track.name(),
            track.width(),
            track.height(),
            pictures.frames(),
            pictures.backwards(),
            pictures.start().toDouble(),
            pictures.end().minus(pictures.start()).toDouble(),
            timing.map(Times::millis).orElse(null),
            offset.map(Times::millis).orElse(null)));
  }

  private Optional<Rational> timing(Track track, PictureTimeline pictures) {
    if (shown == null) {
      return Optional.empty();
    }
    if (damaged) {
      untold(track, shown, pictures);
    }
    if (pictures.frames() != shown.frames()) {
      boolean explained =
          damaged
              ? !facts.warnings().isEmpty() || !lost.isEmpty()
              : isCapped() && shown.contains(pictures, facts.origin());
      if (!explained) {
        problem(track, pictures.frames() + " frames of " + shown.frames());
      }
      return Optional.empty();
    }
    Rational error = shown.greatestDifference(pictures, facts.origin());
    Rational allowed = Times.later(shown.timebase(), pictures.timebase());
    if (error.compareTo(allowed) > 0) {
      problem(track, "a frame is " + Times.millis(error) + " ms off its time");
    }
    return Optional.of(error);
  }

  /** Of damage, everything that decodes has to be there, or the report has to tell of it. */
  private void untold(Track track, PictureTimeline original, PictureTimeline published) {
    long untold =
        original.missingIn(published, facts.origin()).stream()
            .mapToDouble(Rational::toDouble)
            .filter(
                at ->
                    lost.stream()
                        .noneMatch(
                            span -> at >= span.startSeconds() - ROUNDING && at < span.endSeconds()))
            .count();
    if (untold > 0) {
      problem(track, untold + " pictures that decode are neither there nor told of as lost");
    }
  }

  /** Whether the profile lets pictures be dropped. */
  private boolean isCapped() {
    VideoFacts video = facts.video();
    return video != null
        && profile.video().stream()
            .map(LadderSpec::maxFrameRate)
            .anyMatch(most -> most != null && most.compareTo(video.frameRate()) < 0);
  }

  /** The source's offset, moved by as much as sound and picture were moved apart. */
  private Optional<Rational> soundOffset(PictureTimeline pictures) {
    PictureTimeline original = shown;
    if (original == null) {
      return Optional.empty();
    }
    Rational pictureShift = pictures.start().minus(original.start().minus(facts.origin()));
    return offset(source)
        .flatMap(offset -> soundShift.map(shift -> offset.plus(shift).minus(pictureShift)));
  }

  /** The whole may differ from the source by a picture, or by the grain of the sound. */
  private void length(List<DecodedTrack> published) {
    Optional<Rational> start = start(source);
    Optional<Rational> end = end(source);
    if (start.isEmpty() || end.isEmpty() || published.isEmpty() || damaged) {
      return;
    }
    Rational was = end.get().minus(start.get());
    Rational is =
        published.stream()
            .flatMap(one -> end(one.decoded()).stream())
            .reduce(Rational.ZERO, Times::later);
    Rational frame = shown == null ? SOUND_GRAIN : Times.later(SOUND_GRAIN, shown.frameDuration());
    if (Times.distance(was, is).compareTo(frame) > 0) {
      problems.add(
          String.format(
              Locale.ROOT, "%.3f s of %.3f s were published", is.toDouble(), was.toDouble()));
    }
  }

  private static Optional<Rational> offset(Decoded decoded) {
    return decoded
        .soundIfAny()
        .flatMap(
            sound ->
                decoded
                    .picturesIfAny()
                    .map(pictures -> sound.start().minus(pictures.ascending().start())));
  }

  private static Optional<Rational> start(Decoded decoded) {
    Optional<Rational> sound = decoded.soundIfAny().map(SoundTimeline::start);
    Optional<Rational> picture = decoded.picturesIfAny().map(PictureTimeline::start);
    return sound.isEmpty()
        ? picture
        : Optional.of(picture.map(at -> Times.earlier(at, sound.get())).orElse(sound.get()));
  }

  private static Optional<Rational> end(Decoded decoded) {
    Optional<Rational> sound = decoded.soundIfAny().map(SoundTimeline::end);
    Optional<Rational> picture = decoded.picturesIfAny().map(PictureTimeline::end);
    return sound.isEmpty()
        ? picture
        : Optional.of(picture.map(at -> Times.later(at, sound.get())).orElse(sound.get()));
  }

  private static String moved(Rational by) {
    return Times.millis(by) + " ms off";
  }

  private void problem(Track track, String what) {
    problems.add(track.name() + ": " + what);
  }
}
