package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.coordinator.publish.PublishedMedia.Picture;
import dev.reelmill.coordinator.publish.PublishedMedia.Sound;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes the multivariant playlist: each rung with each group of audio tracks that the players of
 * its codec can play, and the rates as measured. Apple's authoring specification is followed where
 * it applies.
 */
final class HlsMaster {

  /** A player begins with the variant that comes first: about what Apple recommends for that. */
  private static final long FIRST_VARIANT_CAP = 2_000_000;

  private static final String SUBTITLES = "subtitles";

  private final PublishedMedia media;

  HlsMaster(PublishedMedia media) {
    this.media = media;
  }

  String text() {
    List<AudioGroup> groups = AudioGroup.of(media.shownAudio());
    StringBuilder text = new StringBuilder(HlsPlaylists.HEAD);
    text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (AudioGroup group : groups) {
      renditions(group).forEach(text::append);
    }
    subtitles().forEach(text::append);
    List<Track> rungs = inOrder(media.shownRungs());
    if (rungs.isEmpty()) {
      groups.forEach(group -> text.append(soundAlone(group)));
    }
    for (Track rung : rungs) {
      compatible(rung, groups).forEach(group -> text.append(variant(rung, group)));
    }
    if (media.finished()) {
      rungs.forEach(rung -> text.append(keyframes(rung)));
    }
    return text.toString();
  }

  /** Players of H.264 and HEVC play AAC; those of newer codecs Opus too. */
  private static List<AudioGroup> compatible(Track rung, List<AudioGroup> groups) {
    if (groups.isEmpty()) {
      return List.of(AudioGroup.SILENCE);
    }
    VideoCodec codec = picture(rung).encoding().codec();
    boolean old = codec == VideoCodec.H264 || codec == VideoCodec.HEVC;
    List<AudioGroup> aac = groups.stream().filter(group -> group.isOf(AudioCodec.AAC)).toList();
    return old && !aac.isEmpty() ? aac : groups;
  }

  /** A moderate one first, then ladder by ladder. */
  private static List<Track> inOrder(List<Track> rungs) {
    if (rungs.isEmpty()) {
      return rungs;
    }
    List<Track> ordered = new ArrayList<>(rungs);
    String ladder = rungs.getFirst().ladder();
    List<Track> first = rungs.stream().filter(rung -> rung.ladder().equals(ladder)).toList();
    Track moderate =
        first.stream()
            .filter(rung -> rung.cap() <= FIRST_VARIANT_CAP)
            .findFirst()
            .orElse(first.getLast());
    ordered.remove(moderate);
    ordered.addFirst(moderate);
    return ordered;
  }

  private static List<String> renditions(AudioGroup group) {
    List<TrackLabel> labels = group.tracks().stream().map(t -> sound(t).label()).toList();
    List<String> names = TrackNames.of(labels);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Track track = group.tracks().get(i);
      HlsAttributes attributes = media("AUDIO", group.id(), names.get(i), labels.get(i));
      // The first is the one to play: there may be only one.
      attributes.add("DEFAULT", i == 0 ? "YES" : "NO").add("AUTOSELECT", "YES");
      if (labels.get(i).is(TrackRole.DESCRIPTION)) {
        attributes.quoted("CHARACTERISTICS", "public.accessibility.describes-video");
      }
      lines.add(
          attributes
              .quoted("CHANNELS", String.valueOf(track.channels()))
              .quoted("URI", HlsPlaylists.name(track))
              .tag("EXT-X-MEDIA"));
    }
    return lines;
  }

  /** Listed when all is done: they are one segment each, which can't be as long as what grows. */
  private List<String> subtitles() {
    List<TextTrack> tracks = media.finished() ? media.shownText() : List.of();
    List<TrackLabel> labels = tracks.stream().map(TextTrack::label).toList();
    List<String> names = TrackNames.of(labels);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      TrackLabel label = labels.get(i);
      HlsAttributes attributes = media("SUBTITLES", SUBTITLES, names.get(i), label);
      attributes.add("DEFAULT", "NO").add("AUTOSELECT", "YES");
      attributes.add("FORCED", label.is(TrackRole.FORCED) ? "YES" : "NO");
      if (label.is(TrackRole.HEARING_IMPAIRED)) {
        attributes.quoted(
            "CHARACTERISTICS",
            "public.accessibility.transcribes-spoken-dialog,"
                + "public.accessibility.describes-music-and-sound");
      }
      lines.add(attributes.quoted("URI", HlsPlaylists.name(tracks.get(i))).tag("EXT-X-MEDIA"));
    }
    return lines;
  }

  private static HlsAttributes media(String type, String group, String name, TrackLabel label) {
    HlsAttributes attributes =
        new HlsAttributes().add("TYPE", type).quoted("GROUP-ID", group).quoted("NAME", name);
    TrackNames.language(label).ifPresent(tag -> attributes.quoted("LANGUAGE", tag));
    return attributes;
  }

  private String soundAlone(AudioGroup group) {
    Track track = group.tracks().getFirst();
    HlsAttributes attributes = rates(soundRates(group)).quoted("CODECS", track.codecs());
    return groups(attributes, group).tag("EXT-X-STREAM-INF") + HlsPlaylists.name(track) + "\n";
  }

  /** Which renditions go with a variant. */
  private HlsAttributes groups(HlsAttributes attributes, AudioGroup group) {
    if (!group.tracks().isEmpty()) {
      attributes.quoted("AUDIO", group.id());
    }
    return media.finished() && !media.shownText().isEmpty()
        ? attributes.quoted("SUBTITLES", SUBTITLES)
        : attributes;
  }

  private Bandwidth soundRates(AudioGroup group) {
    return group.tracks().stream().map(this::bandwidth).reduce(Bandwidth.NONE, Bandwidth::max);
  }

  private String variant(Track rung, AudioGroup group) {
    HlsAttributes attributes = rates(bandwidth(rung).plus(soundRates(group)));
    String codecs = rung.codecs();
    if (!group.tracks().isEmpty()) {
      codecs += "," + group.tracks().getFirst().codecs();
    }
    describe(attributes.quoted("CODECS", codecs), rung)
        .add("FRAME-RATE", decimal(picture(rung).encoding().frameRate()));
    return groups(attributes, group).tag("EXT-X-STREAM-INF") + HlsPlaylists.name(rung) + "\n";
  }

  private String keyframes(Track rung) {
    return describe(
            rates(Bandwidth.of(Chunk.keyframes(rung))).quoted("CODECS", rung.codecs()), rung)
        .quoted("URI", HlsPlaylists.keyframesName(rung))
        .tag("EXT-X-I-FRAME-STREAM-INF");
  }

  private static HlsAttributes rates(Bandwidth bandwidth) {
    return new HlsAttributes()
        .add("BANDWIDTH", bandwidth.peak())
        .add("AVERAGE-BANDWIDTH", bandwidth.average());
  }

  private static HlsAttributes describe(HlsAttributes attributes, Track rung) {
    return attributes
        .add("RESOLUTION", rung.width() + "x" + rung.height())
        .add("VIDEO-RANGE", picture(rung).range());
  }

  private Bandwidth bandwidth(Track track) {
    return media.finished() ? Bandwidth.of(track) : Bandwidth.growing(track);
  }

  private static String decimal(Rational rate) {
    return String.format(Locale.ROOT, "%.3f", rate.toDouble());
  }

  private static Picture picture(Track rung) {
    return Objects.requireNonNull(rung.picture());
  }

  private static Sound sound(Track track) {
    return Objects.requireNonNull(track.sound());
  }
}
