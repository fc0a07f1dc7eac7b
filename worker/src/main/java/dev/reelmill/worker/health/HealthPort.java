package dev.reelmill.worker.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.health.Health;
import dev.reelmill.common.health.Health.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code /health/live} and {@code /health/ready} until it is closed. */
public final class HealthPort implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts to listen.
   *
   * @param address port 0 takes any free one
   * @throws ReelmillException {@link FailureCode#INVALID} if it can't listen there
   */
  public HealthPort(InetSocketAddress address, Health health) {
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "can't listen on " + address + "; check worker.health-port and worker.health-host: " + e,
          e);
    }
    server.setExecutor(threads);
    answer(Health.LIVE, health::live);
    answer(Health.READY, health::ready);
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(String path, Supplier<Answer> answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            boolean exact = exchange.getRequestURI().getPath().equals(path);
            send(exchange, exact ? answer.get() : new Answer(404, "{}"));
          }
        });
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
