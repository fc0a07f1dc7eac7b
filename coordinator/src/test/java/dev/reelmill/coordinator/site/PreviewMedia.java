package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.publish.Playlist;
import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.upload.Submission;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small HLS set: pictures and sound apart, each one CMAF file addressed by byte ranges.
 *
 * @param pictures FFmpeg's playlist of the pictures
 * @param sound likewise
 */
record PreviewMedia(List<String> pictures, List<String> sound) {

  static PreviewMedia make(BundledFfmpeg ffmpeg, ObjectStore store, Submission submission)
      throws Exception {
    Path folder = Files.createTempDirectory("preview");
    Path source = store.find(submission.sourceKey()).map(StoredObject::file).orElseThrow();
    encode(
        ffmpeg,
        source,
        folder,
        "360p",
        "-map",
        "0:v:0",
        "-vf",
        "scale=-2:360",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-bf",
        "0",
        "-pix_fmt",
        "yuv420p",
        "-force_key_frames",
        "expr:gte(t,n_forced*2)");
    encode(ffmpeg, source, folder, "audio-1", "-map", "0:a:0", "-c:a", "aac");
    put(store, submission.video(), folder, "360p");
    put(store, submission.video(), folder, "audio-1");
    return new PreviewMedia(
        Files.readAllLines(folder.resolve("360p.m3u8")),
        Files.readAllLines(folder.resolve("audio-1.m3u8")));
  }

  private static void encode(
      BundledFfmpeg ffmpeg, Path source, Path folder, String name, String... how) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-i", source.toString()));
    arguments.addAll(List.of(how));
    arguments.addAll(
        List.of(
            "-f",
            "hls",
            "-hls_time",
            "2",
            "-hls_playlist_type",
            "vod",
            "-hls_segment_type",
            "fmp4",
            "-hls_flags",
            "single_file",
            "-hls_segment_filename",
            folder.resolve(name + ".mp4").toString(),
            folder.resolve(name + ".m3u8").toString()));
    ffmpeg.run(arguments.toArray(String[]::new));
  }

  private static void put(ObjectStore store, String video, Path folder, String name)
      throws Exception {
    try (InputStream bytes = Files.newInputStream(folder.resolve(name + ".mp4"))) {
      store.put("videos/" + video + "/" + name + ".mp4", bytes, Expected.NOTHING);
    }
  }

  int segments() {
    return (int) pictures.stream().filter(line -> line.startsWith("#EXTINF")).count();
  }

  Optional<Playlist> playlist(String path, int done, boolean growing) {
    return switch (path) {
      case "master.m3u8" -> Optional.of(new Playlist(master(), growing));
      case "360p.m3u8" -> Optional.of(new Playlist(first(pictures, done, growing), growing));
      case "audio-1.m3u8" ->
          Optional.of(new Playlist(first(sound, Integer.MAX_VALUE, false), false));
      default -> Optional.empty();
    };
  }

  private static String master() {
    return """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-START:TIME-OFFSET=0
        #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Main",DEFAULT=YES,AUTOSELECT=YES,URI="audio-1.m3u8"
        #EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=640x360,AUDIO="audio"
        360p.m3u8
        """;
  }

  private static String first(List<String> playlist, int done, boolean growing) {
    List<String> lines = new ArrayList<>();
    int seen = 0;
    for (String line : playlist) {
      seen += line.startsWith("#EXTINF") ? 1 : 0;
      if (seen <= done && !line.equals("#EXT-X-ENDLIST")) {
        lines.add(growing ? line.replace("TYPE:VOD", "TYPE:EVENT") : line);
      }
    }
    lines.add(1, "#EXT-X-START:TIME-OFFSET=0");
    if (!growing) {
      lines.add("#EXT-X-ENDLIST");
    }
    return String.join("\n", lines) + "\n";
  }
}
