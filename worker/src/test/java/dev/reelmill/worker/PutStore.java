package dev.reelmill.worker;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.UploadTarget.Checksum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A store that takes objects over HTTP, once each, and tells what has come of them so far. */
public final class PutStore implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> arrived = new ConcurrentHashMap<>();
  private final List<Headers> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong broken = new AtomicLong();
  private volatile Runnable atFirstBytes = () -> {};
  private volatile long breakAfter = Long.MAX_VALUE;

  public PutStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public UploadTarget target(String key, @Nullable Checksum checksum) {
    return new UploadTarget(
        key, "http://127.0.0.1:" + server.getAddress().getPort() + "/" + key, checksum);
  }

  /** What is stored; null if nothing is. */
  public byte @Nullable [] object(String key) {
    return objects.get(key);
  }

  /** Bytes of an object that have come, whether it is whole or not. */
  public long arrived(String key) {
    return arrived.computeIfAbsent(key, _ -> new AtomicLong()).get();
  }

  /** Headers of all requests, in the order in which they came. */
  public List<Headers> requests() {
    return List.copyOf(requests);
  }

  /** Requests that ended before their body did. */
  public long broken() {
    return broken.get();
  }

  /** Is told whenever the first bytes of a body have come. */
  public void atFirstBytes(Runnable action) {
    atFirstBytes = action;
  }

  /** The next request is cut off after so many bytes. */
  public void breakOnceAfter(long bytes) {
    breakAfter = bytes;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestHeaders());
      String key = Objects.requireNonNull(exchange.getRequestURI().getPath()).substring(1);
      byte[] body = body(exchange.getRequestBody(), key);
      boolean isFirst = objects.putIfAbsent(key, body) == null;
      exchange.sendResponseHeaders(isFirst ? 201 : 412, -1);
    } catch (IOException e) {
      broken.incrementAndGet();
      throw e;
    }
  }

  private byte[] body(InputStream in, String key) throws IOException {
    AtomicLong count = arrived.computeIfAbsent(key, _ -> new AtomicLong());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (body.size() == 0) {
        atFirstBytes.run();
      }
      body.write(buffer, 0, read);
      count.addAndGet(read);
      if (body.size() > breakAfter) {
        breakAfter = Long.MAX_VALUE;
        throw new IOException("cut off, as the test says");
      }
    }
    return body.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
