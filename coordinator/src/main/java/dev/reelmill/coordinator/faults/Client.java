package dev.reelmill.coordinator.faults;

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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Somebody who uploads files and does not give up: what fails is tried again, at the next
 * coordinator, from where it was.
 *
 * @see <a href="https://tus.io/protocols/resumable-upload">tus 1.0.0</a>
 */
public final class Client {

  private static final Duration REQUEST_TIME = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int CREATED = 201;
  private static final int MOST_OK = 299;

  private final List<URI> coordinators;
  private int next;

  Client(List<URI> coordinators) {
    this.coordinators = List.copyOf(coordinators);
  }

  /** Waits until a coordinator serves its pages. */
  public void awaitAnswer(Duration time) throws InterruptedException {
    persist(
        time,
        http ->
            send(http, HttpRequest.newBuilder(coordinator().resolve("/")).GET(), any -> true)
                .map(any -> true));
  }

  /** Uploads a file; its video. */
  public String upload(Path file, Duration time) throws InterruptedException {
    return persist(time, http -> create(http, file))
        .map(upload -> uploadTo(upload, file, time))
        .orElseThrow();
  }

  private String uploadTo(String upload, Path file, Duration time) {
    try {
      return persist(time, http -> goOn(http, upload, file)).orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Optional<String> create(HttpClient http, Path file)
      throws IOException, InterruptedException {
    String name =
        Base64.getEncoder()
            .encodeToString(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(coordinator().resolve("/api/uploads"))
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Length", Long.toString(Files.size(file)))
            .header("Upload-Metadata", "filename " + name)
            .POST(BodyPublishers.noBody());
    return send(http, request, response -> response.statusCode() == CREATED)
        .flatMap(response -> response.headers().firstValue("Location"));
  }

  /** Sends what is missing, if anything is; the video, once it has one. */
  private Optional<String> goOn(HttpClient http, String upload, Path file)
      throws IOException, InterruptedException {
    URI url = coordinator().resolve(upload);
    Optional<HttpResponse<Void>> state =
        send(
            http,
            HttpRequest.newBuilder(url)
                .header("Tus-Resumable", "1.0.0")
                .method("HEAD", BodyPublishers.noBody()),
            Client::isOk);
    if (state.isEmpty() || video(state.get()).isPresent()) {
      return state.flatMap(Client::video);
    }
    long offset = state.get().headers().firstValueAsLong("Upload-Offset").orElse(0);
    byte[] rest = Files.readAllBytes(file);
    return send(
            http,
            HttpRequest.newBuilder(url)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method(
                    "PATCH",
                    BodyPublishers.ofByteArray(rest, (int) offset, rest.length - (int) offset)),
            Client::isOk)
        .flatMap(Client::video);
  }

  private static Optional<String> video(HttpResponse<Void> response) {
    return response.headers().firstValue("Reelmill-Video");
  }

  private static boolean isOk(HttpResponse<Void> response) {
    return response.statusCode() <= MOST_OK;
  }

  private URI coordinator() {
    return coordinators.get(next % coordinators.size());
  }

  private static Optional<HttpResponse<Void>> send(
      HttpClient http, HttpRequest.Builder request, Predicate<HttpResponse<Void>> isGood)
      throws IOException, InterruptedException {
    return Optional.of(http.send(request.timeout(REQUEST_TIME).build(), BodyHandlers.discarding()))
        .filter(isGood);
  }

  private interface Attempt<T> {
    Optional<T> make(HttpClient http) throws IOException, InterruptedException;
  }

  private <T> Optional<T> persist(Duration time, Attempt<T> attempt) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        Optional<T> made = attempt.make(http);
        if (made.isPresent()) {
          return made;
        }
      } catch (IOException e) {
        // The next one, or the next time.
      }
      next++;
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no coordinator took it in " + time.toSeconds() + " s");
      }
      Thread.sleep(PAUSE);
    }
  }
}
