package dev.reelmill.coordinator.farm;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.testing.Launcher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code reelmill up} as a process of its own, as a user starts it. */
final class UpProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path data;

  UpProcess(Path data, Path log) throws IOException {
    this.data = data;
    this.process =
        Launcher.command("up", "--no-sample", "--workers=2", "--slots=2", "--data=" + data)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    await().atMost(START).until(() -> Files.exists(data.resolve("address")) && answers());
  }

  private boolean answers() {
    try {
      return get("/").statusCode() == 200;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  URI url(String path) throws IOException {
    return URI.create(Files.readString(data.resolve("address")).strip()).resolve(path);
  }

  private java.net.http.HttpResponse<String> get(String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofString());
    }
  }

  JsonNode status(String video) throws IOException, InterruptedException {
    return Json.tree(get("/api/videos/" + video).body());
  }

  /** Kills the coordinator with everything that is in its process, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Every process that came from it. */
  List<ProcessHandle> family() {
    return process.descendants().toList();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("up did not stop within 30 s of SIGTERM");
    }
  }
}
