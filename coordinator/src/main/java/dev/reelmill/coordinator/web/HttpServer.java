package dev.reelmill.coordinator.web;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server. */
public final class HttpServer implements AutoCloseable {

  /** What pages may load: only what comes from here, and no script that is not a file. */
  public static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'self'";

  /** A free port is looked for among this many. */
  private static final int PORTS_TRIED = 100;

  private static final int IDLE_SECONDS = 75;

  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  private final Vertx vertx;
  private final PlatformHttp platform;
  private final Dispatcher dispatcher;
  private final HttpSettings settings;

  private HttpServer(
      Vertx vertx, PlatformHttp platform, Dispatcher dispatcher, HttpSettings settings) {
    this.vertx = vertx;
    this.platform = platform;
    this.dispatcher = dispatcher;
    this.settings = settings;
  }

  /**
   * Starts to listen.
   *
   * @param camel gets the server's router, so that its {@code platform-http} routes are served too;
   *     need not be started
   * @param orNextFree take one of the next ports when the wanted one is taken
   * @throws ReelmillException INVALID if it can't listen there
   */
  public static HttpServer start(
      CamelContext camel,
      HttpSettings settings,
      Routes routes,
      ErrorPages errorPages,
      boolean orNextFree) {
    Vertx vertx = Vertx.vertx(vertxOptions());
    Dispatcher dispatcher =
        new Dispatcher(routes, new Origins(settings.publicUrl()), new Failures(errorPages));
    try {
      int last = settings.port() + (orNextFree && settings.port() != 0 ? PORTS_TRIED : 0);
      for (int port = settings.port(); ; port++) {
        try {
          PlatformHttp platform = listen(camel, vertx, settings.host(), port, dispatcher);
          log.debug("serving {}:{}", settings.host(), platform.getPort());
          return new HttpServer(vertx, platform, dispatcher, settings);
        } catch (ReelmillException e) {
          if (port >= Math.min(last, 65_535) || !(e.getCause() instanceof BindException)) {
            throw e;
          }
        }
      }
    } catch (ReelmillException e) {
      PlatformHttp.await(vertx.close());
      throw e;
    }
  }

  public int port() {
    return platform.getPort();
  }

  /** How it is reached from outside, without a slash at its end. */
  public URI url() {
    if (settings.publicUrl() != null) {
      return settings.publicUrl();
    }
    String host = settings.host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + port());
  }

  /** Refuses new requests from now on, and ends event streams; what runs goes on. */
  public void refuse() {
    dispatcher.stop();
  }

  /** Refuses new requests, gives running ones the time to end, then closes. */
  public void stop(Duration grace) {
    refuse();
    long deadline = System.nanoTime() + grace.toNanos();
    while (dispatcher.running() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    platform.stop();
    PlatformHttp.await(vertx.close());
  }

  @Override
  public void close() {
    stop(settings.drainTime());
  }

  private static PlatformHttp listen(
      CamelContext camel, Vertx vertx, String host, int port, Dispatcher dispatcher) {
    var configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindHost(host);
    configuration.setBindPort(port);
    var platform =
        new PlatformHttp(camel, vertx, configuration, serverOptions(), dispatcher::accept);
    try {
      platform.start();
    } catch (RuntimeException e) {
      throw cannotListen(host, port, rootOf(e));
    }
    return platform;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static ReelmillException cannotListen(String host, int port, Throwable cause) {
    String reason =
        cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")
            ? "another program uses this port; stop it, or choose another with http.port"
            : cause.getMessage() + "; check http.host and http.port";
    return new ReelmillException(
        FailureCode.INVALID, "can't listen on " + host + ":" + port + ": " + reason, cause);
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setFileSystemOptions(
            // else Vert.x makes a cache folder under /tmp for files of the class path
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setMaxChunkSize(1 << 16)
        .setMaxHeaderSize(1 << 14)
        .setTcpNoDelay(true)
        .setReuseAddress(true)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }
}
