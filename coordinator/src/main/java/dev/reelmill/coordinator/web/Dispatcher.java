package dev.reelmill.coordinator.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from its event loop to a virtual thread and to its endpoint. */
final class Dispatcher {

  /** A refused upload may go on this long, so that its sender gets to read why. */
  private static final long DISCARDABLE_BYTES = 8L << 20;

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Routes routes;
  private final Origins origins;
  private final Failures failures;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean stopping;

  Dispatcher(Routes routes, Origins origins, Failures failures) {
    this.routes = routes;
    this.origins = origins;
    this.failures = failures;
  }

  /** On the event loop. */
  void accept(HttpServerRequest request) {
    request.pause();
    Context context = Vertx.currentContext();
    boolean asksFirst = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    RequestBody body =
        new RequestBody(
            request, context, asksFirst ? () -> request.response().writeContinue() : () -> {});
    // without these, Vert.x logs every player that breaks a download off
    request.connection().exceptionHandler(body::fail);
    request.response().exceptionHandler(body::fail);
    request.response().closeHandler(gone -> body.fail(new IOException("connection closed")));
    running.incrementAndGet();
    Thread.ofVirtual().name("http").start(() -> serve(request, body));
  }

  private void serve(HttpServerRequest request, RequestBody body) {
    try {
      answer(request, body);
    } catch (IOException e) {
      log.debug("{} {} was broken off: {}", request.method(), request.path(), e.toString());
      close(request);
    } catch (RuntimeException e) {
      log.error("{} {} could not be answered", request.method(), request.path(), e);
      close(request);
    } finally {
      running.decrementAndGet();
      if ((!body.allArrived() && !stopping) || isLast(request)) {
        body.discard(DISCARDABLE_BYTES, () -> closeUnlessDone(request, body));
      }
    }
  }

  /** The rest has come, or is too much to wait for. */
  private static void closeUnlessDone(HttpServerRequest request, RequestBody body) {
    if (!body.allArrived() || isLast(request)) {
      close(request);
    }
  }

  /** Whether its answer said that the connection ends with it. */
  private static boolean isLast(HttpServerRequest request) {
    return request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
  }

  private static void close(HttpServerRequest request) {
    try {
      request.connection().close();
    } catch (RejectedExecutionException e) {
      // The server has stopped meanwhile, and its connections with it.
      log.debug("{} outlived the server", request.path());
    }
  }

  private void answer(HttpServerRequest request, RequestBody body) throws IOException {
    Exchange exchange = new Exchange(request, body, Map.of(), () -> stopping);
    try {
      SecurityHeaders.put(request.response());
      Routes.Found found = routes.find(exchange.method(), exchange.path());
      switch (found.access()) {
        case TO_THE_END -> {}
        case ANY_ORIGIN -> refuseWhenStopping();
        case SAME_ORIGIN -> {
          refuseWhenStopping();
          origins.check(request);
        }
      }
      exchange = new Exchange(request, body, found.variables(), () -> stopping);
      found.endpoint().handle(exchange);
      exchange.endIfBegun();
      if (!exchange.isAnswered()) {
        throw new IllegalStateException("the endpoint gave no answer");
      }
    } catch (IOException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (Exception e) {
      answer(exchange, e);
    }
  }

  private void answer(Exchange exchange, Exception failure) throws IOException {
    if (exchange.isAnswered()) {
      throw new IOException("failed in the middle of its answer", failure);
    }
    exchange.announceEndIfLeft(DISCARDABLE_BYTES);
    failures.answer(exchange, failure);
  }

  private void refuseWhenStopping() {
    if (stopping) {
      throw new Refusal(
          503,
          "stopping",
          "The server is about to stop; try again soon.",
          Map.of("Retry-After", "5"));
    }
  }

  void stop() {
    stopping = true;
  }

  int running() {
    return running.get();
  }
}
