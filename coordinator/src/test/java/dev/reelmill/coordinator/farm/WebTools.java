package dev.reelmill.coordinator.farm;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Players and readers out of npm, as {@code src/test/web} names them; installed on first use. */
final class WebTools implements AutoCloseable {

  private static final Path FOLDER = Path.of("src/test/web").toAbsolutePath();

  private final HttpServer server;

  /** Installs what is missing, and serves the page with the players. */
  WebTools() throws IOException, InterruptedException {
    run("node", Path.of("src/build/web/install.mjs").toString(), FOLDER.toString());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", WebTools::serve);
    server.start();
  }

  /** The page that plays an address with a player. */
  String page(String player, URI media) {
    return "http://127.0.0.1:%d/players.html?player=%s&url=%s"
        .formatted(server.getAddress().getPort(), player, media);
  }

  /** What npm's parsers say of a video's media folder, and of progressive files in it. */
  static JsonNode read(URI media, List<String> files) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("node", FOLDER.resolve("readers.mjs").toString(), "" + media));
    command.addAll(files);
    return Json.tree(run(command.toArray(String[]::new)));
  }

  /** What is at an address. */
  static String text(URI address) throws IOException {
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Runs a program that must succeed; what it printed. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(1);
      Path page = FOLDER.resolve(path);
      Path file = Files.exists(page) ? page : FOLDER.resolve("node_modules").resolve(path);
      if (!file.normalize().startsWith(FOLDER) || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String type = path.endsWith(".html") ? "text/html; charset=utf-8" : "text/javascript";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
