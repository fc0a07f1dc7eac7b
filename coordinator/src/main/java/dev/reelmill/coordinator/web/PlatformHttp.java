package dev.reelmill.coordinator.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Camel's server with its own start and stop: the original says nothing to its caller when the port
 * is taken, and lets no options be set.
 */
final class PlatformHttp extends VertxPlatformHttpServer {

  private final VertxPlatformHttpServerConfiguration configuration;
  private final HttpServerOptions options;
  private final Handler<HttpServerRequest> ours;
  private @Nullable HttpServer server;

  PlatformHttp(
      CamelContext camel,
      Vertx vertx,
      VertxPlatformHttpServerConfiguration configuration,
      HttpServerOptions options,
      Handler<HttpServerRequest> ours) {
    super(configuration);
    this.configuration = configuration;
    this.options = options;
    this.ours = ours;
    setCamelContext(camel);
    setVertx(vertx);
  }

  /** The router on which Camel's routes and ours are. */
  VertxPlatformHttpRouter router() {
    return VertxPlatformHttpRouter.lookup(
        getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort()));
  }

  /** The original would replace our Vert.x by one of its own that nobody closes. */
  @Override
  protected void doInit() {}

  @Override
  protected void initializeServer() {
    super.initializeServer();
    // last, so that Camel's routes come first
    router().route().last().handler(context -> ours.handle(context.request()));
  }

  @Override
  protected void startServer() {
    server =
        await(
            getVertx()
                .createHttpServer(options)
                .requestHandler(router())
                .listen(configuration.getBindPort(), configuration.getBindHost()));
  }

  @Override
  protected void doStop() {
    HttpServer running = server;
    if (running != null) {
      await(running.close());
      server = null;
    }
  }

  @Override
  public @Nullable HttpServer getServer() {
    return server;
  }

  @Override
  public int getPort() {
    HttpServer running = server;
    return running == null ? configuration.getBindPort() : running.actualPort();
  }

  /**
   * @throws CompletionException with Vert.x's failure as cause
   */
  static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
