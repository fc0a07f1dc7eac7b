package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.List;
import java.util.Locale;

/**
 * Writes HLS playlists (RFC 8216, protocol version 7) over byte ranges of accepted objects. Pure.
 * While the job goes on they are EVENT playlists that only grow; when it is done, VOD.
 */
public final class HlsPlaylists {

  public static final String MASTER = "master.m3u8";

  private static final String EXTENSION = ".m3u8";
  private static final String AUDIO_GROUP = "audio";

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

  /** The multivariant playlist: every rung, with its rates as measured. */
  public String master() {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (Track audio : media.audio()) {
      text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"" + AUDIO_GROUP + "\",NAME=\"audio\"")
          .append(",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"")
          .append(audio.channels())
          .append("\",URI=\"")
          .append(name(audio))
          .append("\"\n");
    }
    media.rungs().forEach(rung -> text.append(variant(rung)));
    return text.toString();
  }

  private String variant(Track rung) {
    Bandwidth bandwidth = bandwidth(rung);
    String codecs = rung.objects().getFirst().codecs();
    String group = "";
    if (!media.audio().isEmpty()) {
      Track audio = media.audio().getFirst();
      bandwidth = bandwidth.plus(bandwidth(audio));
      codecs += "," + audio.objects().getFirst().codecs();
      group = ",AUDIO=\"" + AUDIO_GROUP + "\"";
    }
    return String.format(
        Locale.ROOT,
        "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s\",RESOLUTION=%dx%d,"
            + "FRAME-RATE=%.3f,VIDEO-RANGE=%s%s\n%s\n",
        bandwidth.peak,
        bandwidth.average,
        codecs,
        rung.width(),
        rung.height(),
        rung.frameRate().toDouble(),
        rung.videoRange(),
        group,
        name(rung));
  }

  /** As measured once all is there; until then at least the cap, which it can't exceed for long. */
  private Bandwidth bandwidth(Track track) {
    List<Chunk> chunks = Chunk.of(track);
    long peak = chunks.stream().mapToLong(chunk -> chunk.bitrate().ceil()).max().orElse(0);
    long bytes = chunks.stream().mapToLong(Chunk::sizeBytes).sum();
    Rational length = track.end().minus(track.start());
    long average = length.isPositive() ? Rational.of(8 * bytes).dividedBy(length).ceil() : peak;
    return media.finished()
        ? new Bandwidth(peak, average)
        : new Bandwidth(Math.max(peak, track.cap()), Math.max(average, track.cap()));
  }

  /** The playlist of one rendition, picture or sound. */
  public String media(Track track) {
    List<Chunk> chunks = Chunk.of(track);
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    text.append("#EXT-X-TARGETDURATION:").append(targetDuration(chunks)).append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:0\n");
    if (media.finished()) {
      text.append("#EXT-X-PLAYLIST-TYPE:VOD\n");
    } else {
      // hls.js would begin at the live edge of a playlist that still grows.
      text.append("#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-START:TIME-OFFSET=0\n");
    }
    text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
    MediaObject init = track.objects().getFirst();
    text.append(
        String.format(
            Locale.ROOT,
            "#EXT-X-MAP:URI=\"%s\",BYTERANGE=\"%d@0\"\n",
            paths.path(track, 0, init),
            init.initBytes()));
    Rational limit = limit(track);
    for (Chunk chunk : chunks) {
      if (chunk.start().compareTo(limit) < 0) {
        text.append(entry(track, chunk));
      }
    }
    return text.append(media.finished() ? "#EXT-X-ENDLIST\n" : "").toString();
  }

  /** While growing, sound is listed only as far as there are pictures. */
  private Rational limit(Track track) {
    if (media.finished() || !media.audio().contains(track)) {
      return track.end();
    }
    return media.rungs().stream().map(Track::end).min(Rational::compareTo).orElse(track.end());
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

  /** Must not change while a playlist grows, so it is never below what is aimed at. */
  private static long targetDuration(List<Chunk> chunks) {
    return chunks.stream()
        .mapToLong(chunk -> chunk.duration().round())
        .reduce(Chunk.WANTED_SECONDS.ceil(), Math::max);
  }

  private record Bandwidth(long peak, long average) {
    Bandwidth plus(Bandwidth other) {
      return new Bandwidth(peak + other.peak, average + other.average);
    }
  }
}
