package dev.reelmill.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.work.SourceAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The files of a folder over HTTP, in ranges. */
public final class FileStore implements AutoCloseable {

  private final Path folder;
  private final boolean givesRanges;
  private final AtomicLong given = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public FileStore(Path folder, boolean givesRanges) throws IOException {
    this.folder = folder;
    this.givesRanges = givesRanges;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public SourceAccess access(String name) throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    return new SourceAccess("sources/" + name, url, Files.size(folder.resolve(name)));
  }

  /** How often something was asked for. */
  public long requests() {
    return requests.get();
  }

  /** Bytes of media that were sent. */
  public long given() {
    return given.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String name = Objects.requireNonNull(exchange.getRequestURI().getPath()).substring(1);
    Path file = folder.resolve(name);
    String range = exchange.getRequestHeaders().getFirst("Range");
    boolean part = range != null && givesRanges;
    long from = part ? number(range, 0) : 0;
    long to = part ? number(range, 1) + 1 : Files.size(file);
    try (exchange;
        var in = Files.newByteChannel(file)) {
      exchange.sendResponseHeaders(part ? 206 : 200, to - from);
      in.position(from);
      byte[] bytes = java.nio.channels.Channels.newInputStream(in).readNBytes((int) (to - from));
      given.addAndGet(bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static long number(String range, int index) {
    return Long.parseLong(range.replace("bytes=", "").split("-", -1)[index]);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
