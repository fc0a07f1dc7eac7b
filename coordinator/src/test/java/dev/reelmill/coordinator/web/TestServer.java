package dev.reelmill.coordinator.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;

/** A server on a free port of the loopback interface. */
public final class TestServer implements AutoCloseable {

  public static final HttpSettings SETTINGS =
      new HttpSettings("127.0.0.1", 0, null, null, Duration.ofSeconds(3));

  private final HttpServer server;

  public TestServer(Routes routes) {
    this(routes, (status, title, detail) -> "<h1>" + title + "</h1>");
  }

  public TestServer(Routes routes, ErrorPages pages) {
    server = HttpServer.start(new DefaultCamelContext(), SETTINGS, routes, pages, false);
  }

  public URI url(String path) {
    return server.url().resolve(path);
  }

  public int port() {
    return server.port();
  }

  /** For requests that no client library would send. */
  public Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port());
  }

  /** Begins to stop, as if the program ended. */
  public void refuse() {
    server.refuse();
  }

  HttpServer server() {
    return server;
  }

  @Override
  public void close() {
    server.stop(Duration.ofMillis(500));
  }
}
