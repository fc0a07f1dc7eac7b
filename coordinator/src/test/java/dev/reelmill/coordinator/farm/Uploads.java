package dev.reelmill.coordinator.farm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the farm's HTTP interfaces: tus in, HLS out. */
final class Uploads {

  private static final Pattern ADDRESS = Pattern.compile("(?m)^[^#\\s]\\S*$|URI=\"([^\"]+)\"");

  private Uploads() {}

  /** Uploads a file whole; the video's id. */
  static String upload(URI uploads, Path file) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String name =
          Base64.getEncoder()
              .encodeToString(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      HttpResponse<Void> created =
          client.send(
              HttpRequest.newBuilder(uploads)
                  .header("Tus-Resumable", "1.0.0")
                  .header("Upload-Length", Long.toString(Files.size(file)))
                  .header("Upload-Metadata", "filename " + name)
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.discarding());
      URI upload = uploads.resolve(created.headers().firstValue("Location").orElseThrow());
      HttpResponse<Void> sent =
          client.send(
              HttpRequest.newBuilder(upload)
                  .header("Tus-Resumable", "1.0.0")
                  .header("Upload-Offset", "0")
                  .header("Content-Type", "application/offset+octet-stream")
                  .method("PATCH", BodyPublishers.ofFile(file))
                  .build(),
              BodyHandlers.discarding());
      return sent.headers().firstValue("Reelmill-Video").orElseThrow();
    }
  }

  /** Downloads the best rung with all that its playlist names; the playlist. */
  static Path download(UpProcess up, String video, Path folder)
      throws IOException, InterruptedException {
    URI base = up.url("/media/" + video + "/");
    String master = Files.readString(fetch(base, "master.m3u8", folder));
    String rung = master.lines().filter(line -> line.endsWith("p.m3u8")).findFirst().orElseThrow();
    Path playlist = fetch(base, rung, folder);
    Matcher matcher = ADDRESS.matcher(Files.readString(playlist));
    while (matcher.find()) {
      fetch(base, matcher.group(1) != null ? matcher.group(1) : matcher.group(), folder);
    }
    return playlist;
  }

  private static Path fetch(URI base, String path, Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve(path);
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(file.getParent());
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofFile(file))
          .body();
    }
  }
}
