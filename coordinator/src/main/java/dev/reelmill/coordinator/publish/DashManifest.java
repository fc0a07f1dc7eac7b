package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.publish.PublishedMedia.Picture;
import dev.reelmill.coordinator.publish.PublishedMedia.Sound;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a static DASH presentation (ISO/IEC 23009-1) of a finished video over the same byte ranges
 * as its HLS playlists. Pure.
 *
 * <p>Segments are listed, each with its range: a rendition is several objects and none has an
 * index, so {@code SegmentBase} can't address it; and a {@code SegmentTemplate} can't name ranges.
 * The times are those of the media, in ticks of the track, and begin at 0 with the presentation.
 */
public final class DashManifest {

  public static final String NAME = "manifest.mpd";

  private static final String CICP = "urn:mpeg:mpegB:cicp:";

  /** Channels to what ISO/IEC 23091-3 numbers their usual layout. */
  private static final Map<Integer, Integer> LAYOUTS =
      Map.of(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 8, 12);

  private final PublishedMedia media;
  private final ObjectPaths paths;
  private final Xml xml = new Xml();

  private DashManifest(PublishedMedia media, ObjectPaths paths) {
    this.media = media;
    this.paths = paths;
  }

  /** The presentation as XML. */
  public static String of(PublishedMedia media, ObjectPaths paths) {
    return new DashManifest(media, paths).text();
  }

  private String text() {
    xml.open(
        "MPD",
        "xmlns",
        "urn:mpeg:dash:schema:mpd:2011",
        "profiles",
        "urn:mpeg:dash:profile:full:2011",
        "type",
        "static",
        "mediaPresentationDuration",
        seconds(duration()),
        "maxSegmentDuration",
        seconds(longestChunk()),
        "minBufferTime",
        seconds(Chunk.WANTED_SECONDS));
    xml.open("Period", "id", "0", "start", "PT0S");
    int id = 0;
    for (List<Track> ladder : sets(media.shownRungs())) {
      pictures(id++, ladder);
    }
    List<String> names =
        TrackNames.of(
            media.audio().stream().map(t -> Objects.requireNonNull(t.sound()).label()).toList());
    for (int i = 0; i < names.size(); i++) {
      sound(id++, media.audio().get(i), names.get(i));
    }
    List<TextTrack> texts = media.shownText();
    names = TrackNames.of(texts.stream().map(TextTrack::label).toList());
    for (int i = 0; i < names.size(); i++) {
      subtitles(id++, texts.get(i), names.get(i));
    }
    return xml.close("Period").close("MPD").text();
  }

  private Rational duration() {
    return media.shown().stream().map(Track::end).max(Rational::compareTo).orElse(Rational.ZERO);
  }

  private Rational longestChunk() {
    return media.shown().stream()
        .flatMap(track -> Chunk.of(track).stream())
        .map(Chunk::duration)
        .max(Rational::compareTo)
        .orElse(Chunk.WANTED_SECONDS);
  }

  /** What a player may switch among without a new decoder: one ladder each. */
  private static List<List<Track>> sets(List<Track> rungs) {
    Map<String, List<Track>> sets = new LinkedHashMap<>();
    rungs.forEach(rung -> sets.computeIfAbsent(rung.ladder(), l -> new ArrayList<>()).add(rung));
    return List.copyOf(sets.values());
  }

  private void pictures(int id, List<Track> ladder) {
    xml.open(
        "AdaptationSet",
        "id",
        id,
        "contentType",
        "video",
        "mimeType",
        "video/mp4",
        "segmentAlignment",
        "true",
        "startWithSAP",
        1);
    colours(picture(ladder.getFirst()).range());
    for (Track rung : ladder) {
      xml.open(
          "Representation",
          "id",
          rung.name(),
          "codecs",
          rung.codecs(),
          "bandwidth",
          bandwidth(rung),
          "width",
          rung.width(),
          "height",
          rung.height(),
          "frameRate",
          frameRate(rung),
          "sar",
          "1:1");
      segments(rung);
      xml.close("Representation");
    }
    xml.close("AdaptationSet");
  }

  /** Essential where the picture looks wrong on a player that knows nothing of it. */
  private void colours(VideoRange range) {
    String property = range == VideoRange.SDR ? "SupplementalProperty" : "EssentialProperty";
    property(property, CICP + "ColourPrimaries", range.primaries());
    property(property, CICP + "TransferCharacteristics", range.transfer());
    property(property, CICP + "MatrixCoefficients", range.matrix());
  }

  private void property(String element, String scheme, int value) {
    xml.empty(element, "schemeIdUri", scheme, "value", value);
  }

  private void sound(int id, Track track, String name) {
    Sound sound = Objects.requireNonNull(track.sound());
    xml.open(
        "AdaptationSet",
        "id",
        id,
        "contentType",
        "audio",
        "mimeType",
        "audio/mp4",
        "lang",
        TrackNames.language(sound.label()).orElse(null),
        "segmentAlignment",
        "true",
        "startWithSAP",
        1);
    // Labels go before roles: ISO/IEC 23009-1, 5.3.7 and 5.3.3.
    xml.element("Label", name);
    role(track.equals(media.audio().getFirst()) ? "main" : "alternate");
    if (sound.label().is(TrackRole.COMMENTARY)) {
      role("commentary");
    }
    if (sound.label().is(TrackRole.DESCRIPTION)) {
      role("description");
    }
    xml.open(
        "Representation",
        "id",
        track.name(),
        "codecs",
        track.codecs(),
        "bandwidth",
        bandwidth(track),
        "audioSamplingRate",
        sound.encoding().sampleRate());
    Integer layout = LAYOUTS.get(track.channels());
    if (layout != null) {
      property("AudioChannelConfiguration", CICP + "ChannelConfiguration", layout);
    }
    segments(track);
    xml.close("Representation").close("AdaptationSet");
  }

  private void subtitles(int id, TextTrack track, String name) {
    TextObject object = Objects.requireNonNull(track.object());
    xml.open(
        "AdaptationSet",
        "id",
        id,
        "contentType",
        "text",
        "mimeType",
        "text/vtt",
        "lang",
        TrackNames.language(track.label()).orElse(null));
    xml.element("Label", name);
    role(
        track.label().is(TrackRole.FORCED)
            ? "forced-subtitle"
            : track.label().is(TrackRole.HEARING_IMPAIRED) ? "caption" : "subtitle");
    // A whole file has no rate of its own; the attribute may not be missing.
    xml.open("Representation", "id", track.name(), "bandwidth", 256);
    xml.element("BaseURL", paths.path(track, object));
    xml.close("Representation").close("AdaptationSet");
  }

  private void role(String value) {
    xml.empty("Role", "schemeIdUri", "urn:mpeg:dash:role:2011", "value", value);
  }

  private void segments(Track track) {
    MediaObject init = track.objects().getFirst();
    List<Chunk> chunks = Chunk.of(track);
    xml.open("SegmentList", "timescale", init.timescale());
    xml.empty(
        "Initialization",
        "sourceURL",
        paths.path(track, 0, init),
        "range",
        "0-" + (init.initBytes() - 1));
    xml.open("SegmentTimeline");
    for (Chunk chunk : chunks) {
      xml.empty(
          "S",
          "t",
          chunk.start().times(init.timescale()).round(),
          "d",
          chunk.duration().times(init.timescale()).round());
    }
    xml.close("SegmentTimeline");
    for (Chunk chunk : chunks) {
      int number = track.objects().indexOf(chunk.object());
      xml.empty(
          "SegmentURL",
          "media",
          paths.path(track, number, chunk.object()),
          "mediaRange",
          chunk.offset() + "-" + (chunk.offset() + chunk.sizeBytes() - 1));
    }
    xml.close("SegmentList");
  }

  private static long bandwidth(Track track) {
    return Bandwidth.of(track).peak();
  }

  private static String frameRate(Track rung) {
    Rational rate = picture(rung).encoding().frameRate();
    return rate.denominator() == 1 ? "" + rate.numerator() : rate.toString();
  }

  private static Picture picture(Track rung) {
    return Objects.requireNonNull(rung.picture());
  }

  /** {@code PT9.640S}, rounded up to the microsecond. */
  private static String seconds(Rational time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.numerator())
            .divide(BigDecimal.valueOf(time.denominator()), 6, RoundingMode.CEILING)
            .stripTrailingZeros();
    return "PT" + seconds.toPlainString() + "S";
  }
}
