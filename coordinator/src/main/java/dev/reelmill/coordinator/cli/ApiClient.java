package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.farm.DataFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Talks to a farm's API: to the one of a data folder, or to one by address. */
final class ApiClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of a farm elsewhere; needs --token-file too.")
  private @Nullable URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the administrator's token.")
  private @Nullable Path tokenFile;

  JsonOption json() {
    return json;
  }

  /** The answer to a request without a body. */
  JsonNode call(String method, String path) {
    URI address = address();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token())
            .method(method, BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      return answer(address, client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INTERNAL,
          "no farm answers at " + address + " (" + e + "). Is it running?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReelmillException(FailureCode.INTERNAL, "interrupted", e);
    }
  }

  /** Has something done, and prints the one sentence that says what was. */
  int change(String path, PrintWriter out) {
    JsonNode change = call("POST", path);
    if (!json.print(change, out)) {
      out.println(change.path("sentence").asText());
      out.flush();
    }
    return 0;
  }

  /** A name as a part of a path or as a parameter. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static JsonNode answer(URI address, HttpResponse<String> response) {
    JsonNode body = json(address, response);
    if (response.statusCode() / 100 == 2) {
      return body;
    }
    FailureCode code = FailureCode.of(body.path("code").asText());
    String detail = body.path("detail").asText(body.path("title").asText());
    throw new ReelmillException(code, detail);
  }

  private static JsonNode json(URI address, HttpResponse<String> response) {
    try {
      return Json.tree(response.body());
    } catch (IllegalArgumentException e) {
      throw new ReelmillException(
          FailureCode.INTERNAL,
          "what answers at %s is no farm (HTTP status %d, no JSON). Is the address right?"
              .formatted(address, response.statusCode()),
          e);
    }
  }

  private URI address() {
    return url != null
        ? url
        : URI.create(
            read(
                data.folder().resolve("address"),
                "no farm runs on the data folder "
                    + data.folder()
                    + ". Start it with 'reelmill up', or name another with --data or --url"));
  }

  private String token() {
    Path file = tokenFile != null ? tokenFile : DataFolder.adminToken(data.folder());
    return read(file, "can't read the administrator's token, " + file);
  }

  private static String read(Path file, String otherwise) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      String why = e instanceof NoSuchFileException ? "" : " (" + e + ")";
      throw new ReelmillException(FailureCode.INTERNAL, otherwise + why, e);
    }
  }
}
