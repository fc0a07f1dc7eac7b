package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.measure.MeasureOrder;
import dev.reelmill.common.measure.MeasureOrder.Grid;
import dev.reelmill.common.measure.MeasureOrder.Medium;
import dev.reelmill.common.measure.MeasureOrder.Pcm;
import dev.reelmill.common.measure.MeasuredMedium;
import dev.reelmill.common.measure.Measurements;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.coordinator.corpus.DecodedVideo.DecodedTrack;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.WorkerDialogue;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decodes sources and what was published of them, by the worker's program. */
public final class Decoding implements AutoCloseable {

  /** Of the sound that is compared, in Hz. */
  public static final int SAMPLE_RATE = 8000;

  private static final int SOUND_SECONDS = 30;

  private final Farm farm;
  private final Path folder;
  private final @Nullable Cells cells;
  private final WorkerDialogue worker;

  /**
   * Into how few cells every picture is shrunk.
   *
   * @param width cells in a row
   * @param height rows
   */
  public record Cells(int width, int height) {}

  /**
   * @param folder for what is decoded; the next decoding replaces it
   * @param cells absent for no pictures at all
   */
  Decoding(Farm farm, Path folder, @Nullable Cells cells) {
    this.farm = farm;
    this.folder = folder;
    this.cells = cells;
    this.worker = WorkerDialogue.start(farm.workerEnvironment(), "measure");
  }

  /** A source, and nothing besides. */
  Decoded source(Path file) {
    Medium whole = new Medium(file.toAbsolutePath().toString(), null, null, null, null, null);
    return decoded("source", run(List.of(whole)).getFirst(), 0, List.of());
  }

  /** A source and all renditions of it. */
  DecodedVideo all(Path source, PublishedMedia media) throws IOException {
    List<Medium> order = new ArrayList<>();
    List<Integer> heard = sounds(media);
    for (int i = 0; i < Math.max(1, heard.size()); i++) {
      Medium medium = source(source, media.facts(), heard, i);
      order.add(i == 0 ? more(medium, i) : heard(medium, i));
    }
    int sources = order.size();
    List<Track> tracks = Stream.concat(media.rungs().stream(), media.audio().stream()).toList();
    Assembly assembly = new Assembly(farm.coordinator().store());
    for (Track track : tracks) {
      Path file = folder.resolve("track" + order.size() + ".mp4");
      assembly.write(track, file);
      order.add(more(Medium.track(file.toString()), order.size()));
    }
    List<MeasuredMedium> measured = run(order);
    VideoFacts video = media.facts().video();
    List<Decoded> origins = new ArrayList<>();
    for (int i = 0; i < sources; i++) {
      origins.add(
          decoded("source", measured.get(i), i, List.of())
              .continued(
                  video == null ? List.of() : video.jumps(),
                  jumps(media.facts(), i < heard.size() ? heard.get(i) : -1)));
    }
    List<DecodedTrack> published = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      Track track = tracks.get(i);
      int number = sources + i;
      published.add(
          new DecodedTrack(
              track,
              decoded(track.name(), measured.get(number), number, fragments(track)),
              origins.get(Math.max(0, heard.indexOf(stream(track, media.facts()))))));
    }
    return new DecodedVideo(origins.getFirst(), published);
  }

  private static List<TimeJump> jumps(SourceFacts facts, int stream) {
    return facts.audio().stream()
        .filter(audio -> audio.index() == stream)
        .flatMap(audio -> audio.jumps().stream())
        .toList();
  }

  /** Indices of the source's streams that were published, the default one first. */
  private static List<Integer> sounds(PublishedMedia media) {
    return media.audio().stream()
        .map(track -> stream(track, media.facts()))
        .filter(index -> index >= 0)
        .distinct()
        .toList();
  }

  /** Index of the stream that a track of sound was made of; −1 for a picture. */
  private static int stream(Track track, SourceFacts facts) {
    return facts.audio().stream()
        .filter(audio -> track.height() == 0 && audio.label().equals(track.label()))
        .mapToInt(AudioFacts::index)
        .findFirst()
        .orElse(-1);
  }

  /** The first has the picture too. */
  private static Medium source(Path file, SourceFacts facts, List<Integer> heard, int number) {
    return new Medium(
        file.toAbsolutePath().toString(),
        facts.format(),
        facts.video() == null ? null : facts.video().index(),
        heard.isEmpty() ? null : heard.get(number),
        null,
        null);
  }

  private Medium more(Medium medium, int number) {
    Medium heard = heard(medium, number);
    return cells == null
        ? heard
        : heard.with(new Grid(cells.width(), cells.height(), grid(number).toString()));
  }

  private Medium heard(Medium medium, int number) {
    return medium.with(new Pcm(SAMPLE_RATE, SOUND_SECONDS, pcm(number).toString()));
  }

  private Path pcm(int number) {
    return folder.resolve("sound" + number);
  }

  private Path grid(int number) {
    return folder.resolve("cells" + number);
  }

  private List<MeasuredMedium> run(List<Medium> media) {
    String answer = worker.ask(Json.write(new MeasureOrder(media)));
    Measurements measured = Json.read(answer, Measurements.class);
    if (measured.problem() != null) {
      throw new ReelmillException(FailureCode.INTERNAL, "can't measure: " + measured.problem());
    }
    return measured.media();
  }

  /**
   * @param fragments of a published track; none for a source
   */
  private Decoded decoded(
      String name, MeasuredMedium measured, int number, List<Fragment> fragments) {
    PictureTimeline pictures =
        measured.picture() == null
            ? null
            : fragments.isEmpty()
                ? PictureTimeline.of(measured.picture())
                : PictureTimeline.published(measured.picture(), fragments);
    return new Decoded(
        name,
        pictures,
        measured.sound() == null ? null : SoundTimeline.of(measured.sound()),
        pictures == null || cells == null ? null : grid(number),
        measured.sound() == null ? null : pcm(number),
        measured.complaints());
  }

  private static List<Fragment> fragments(Track track) {
    return track.objects().stream().flatMap(object -> object.fragments().stream()).toList();
  }

  @Override
  public void close() {
    worker.close();
  }
}
