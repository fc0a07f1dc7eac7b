package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes HLS playlists (RFC 8216, protocol version 7) over byte ranges of accepted objects. Pure.
 * While the job goes on they are EVENT playlists that only grow; when it is done, VOD.
 */
public final class HlsPlaylists {

  public static final String MASTER = "master.m3u8";

  /** MP4 with EXT-X-MAP came with version 6, CMAF's needs with 7. */
  static final String HEAD = "#EXTM3U\n#EXT-X-VERSION:7\n";

  private static final String EXTENSION = ".m3u8";
  private static final String KEYFRAMES = "-iframes" + EXTENSION;

  private final PublishedMedia media;
  private final ObjectPaths paths;

  public HlsPlaylists(PublishedMedia media, ObjectPaths paths) {
    this.media = media;
    this.paths = paths;
  }

  /** File name of a track's playlist. */
  public static String name(Track track) {
    return track.name() + EXTENSION;
  }

  /** File name of the playlist of subtitles. */
  public static String name(TextTrack track) {
    return track.name() + EXTENSION;
  }

  /** File name of the playlist of a picture's keyframes. */
  public static String keyframesName(Track rung) {
    return rung.name() + KEYFRAMES;
  }

  /** The multivariant playlist. */
  public String master() {
    return new HlsMaster(media).text();
  }

  /** The playlist of this file name; empty if there is none now. */
  public Optional<String> named(String name) {
    if (name.equals(MASTER)) {
      return Optional.of(master());
    }
    for (Track track : media.shown()) {
      if (name(track).equals(name)) {
        return Optional.of(media(track));
      }
      if (media.finished() && track.picture() != null && keyframesName(track).equals(name)) {
        return Optional.of(keyframes(track));
      }
    }
    return media.shownText().stream()
        .filter(track -> media.finished() && name(track).equals(name))
        .findFirst()
        .map(this::subtitles);
  }

  /** The playlist of one rendition, picture or sound. */
  public String media(Track track) {
    Rational limit = limit(track);
    List<Chunk> chunks =
        Chunk.of(track).stream().filter(chunk -> chunk.start().compareTo(limit) < 0).toList();
    return playlist(track, chunks, "#EXT-X-INDEPENDENT-SEGMENTS\n");
  }

  /** The playlist of a picture's keyframes alone, for looking through it quickly. */
  public String keyframes(Track rung) {
    return playlist(rung, Chunk.keyframes(rung), "#EXT-X-I-FRAMES-ONLY\n");
  }

  /** The playlist of subtitles: all in one piece. */
  public String subtitles(TextTrack track) {
    Rational length =
        media.shown().stream().map(Track::end).max(Rational::compareTo).orElse(Rational.ZERO);
    StringBuilder text = new StringBuilder(HEAD);
    text.append("#EXT-X-TARGETDURATION:").append(length.ceil()).append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n");
    text.append(String.format(Locale.ROOT, "#EXTINF:%.6f,\n", length.toDouble()));
    text.append(paths.path(track, Objects.requireNonNull(track.object())));
    return text.append("\n#EXT-X-ENDLIST\n").toString();
  }

  private String playlist(Track track, List<Chunk> chunks, String kind) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("#EXT-X-TARGETDURATION:").append(Chunk.targetSeconds(chunks)).append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:0\n");
    if (media.finished()) {
      text.append("#EXT-X-PLAYLIST-TYPE:VOD\n");
    } else {
      // hls.js would begin at the live edge of a playlist that still grows.
      text.append("#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-START:TIME-OFFSET=0\n");
    }
    text.append(kind);
    MediaObject init = track.objects().getFirst();
    text.append(
        String.format(
            Locale.ROOT,
            "#EXT-X-MAP:URI=\"%s\",BYTERANGE=\"%d@0\"\n",
            paths.path(track, 0, init),
            init.initBytes()));
    chunks.forEach(chunk -> text.append(entry(track, chunk)));
    return text.append(media.finished() ? "#EXT-X-ENDLIST\n" : "").toString();
  }

  /** While growing, sound is listed only as far as there are pictures. */
  private Rational limit(Track track) {
    if (media.finished() || track.sound() == null) {
      return track.end();
    }
    return media.shownRungs().stream().map(Track::end).min(Rational::compareTo).orElse(track.end());
  }

  private String entry(Track track, Chunk chunk) {
    int number = track.objects().indexOf(chunk.object());
    return String.format(
        Locale.ROOT,
        "#EXTINF:%.6f,\n#EXT-X-BYTERANGE:%d@%d\n%s\n",
        chunk.duration().toDouble(),
        chunk.sizeBytes(),
        chunk.offset(),
        paths.path(track, number, chunk.object()));
  }
}
