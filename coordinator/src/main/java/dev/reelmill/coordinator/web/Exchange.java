package dev.reelmill.coordinator.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One request and its answer. Used by one thread; every method may wait for the network. */
public final class Exchange {

  /** Bodies that are not streamed may be this long. */
  public static final int SMALL_BODY_BYTES = 1 << 20;

  private static final long STALLED_SECONDS = 60;
  private static final int STREAM_BUFFER_BYTES = 1 << 16;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final RequestBody body;
  private final Map<String, String> variables;
  private final BooleanSupplier stopping;

  Exchange(
      HttpServerRequest request,
      RequestBody body,
      Map<String, String> variables,
      BooleanSupplier stopping) {
    this.request = request;
    this.response = request.response();
    this.body = body;
    this.variables = variables;
    this.stopping = stopping;
  }

  public String method() {
    return request.method().name();
  }

  public boolean isHead() {
    return method().equals("HEAD");
  }

  /** As it was sent, still percent-encoded, without the query. */
  public String path() {
    return String.valueOf(request.path());
  }

  /** A variable of the route's path, decoded. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no variable " + name);
    }
    return value;
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(request.getParam(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** Of the request's body; -1 if it was not announced. */
  public long contentLength() {
    String text = request.getHeader("Content-Length");
    return text == null ? -1 : Long.parseLong(text);
  }

  /** Whether a body comes, of whatever length. */
  public boolean hasBody() {
    return contentLength() > 0 || header("Transfer-Encoding").isPresent();
  }

  /**
   * Says in the answer that the connection ends with it, if more than so many bytes of the body may
   * still come: who is cut off would otherwise use the connection for the next request.
   */
  void announceEndIfLeft(long bytes) {
    boolean mayBeMore = contentLength() > bytes || header("Transfer-Encoding").isPresent();
    if (mayBeMore && !body.allArrived()) {
      response.putHeader("Connection", "close");
    }
  }

  /** The body while it arrives. Throws IOException when the connection breaks before its end. */
  public InputStream body() {
    return body;
  }

  /**
   * As {@link #body}, of a sender that may not have all of it yet: what it makes us wait for is
   * given up when the server stops.
   */
  public InputStream growingBody() {
    body.giveUpWhen(stopping);
    return body;
  }

  /**
   * The whole body.
   *
   * @throws Refusal 413 above {@link #SMALL_BODY_BYTES}
   */
  public byte[] smallBody() throws IOException {
    byte[] bytes =
        contentLength() > SMALL_BODY_BYTES
            ? new byte[SMALL_BODY_BYTES + 1]
            : body.readNBytes(SMALL_BODY_BYTES + 1);
    if (bytes.length > SMALL_BODY_BYTES) {
      throw new Refusal(
          413, "too-large", "The body may have at most " + SMALL_BODY_BYTES + " bytes.");
    }
    return bytes;
  }

  /** The body as a form with one file; to be read in order. */
  public MultipartForm form() {
    return MultipartForm.of(request, body);
  }

  /** Scheme, host and port by which the client says it reaches this server. */
  public URI origin() {
    return URI.create(request.scheme() + "://" + request.authority());
  }

  /**
   * Who asks: the address that the connection comes from, or, if that is a front server on this
   * machine, the last one that it has in {@code X-Forwarded-For}.
   */
  public String client() {
    SocketAddress remote = request.remoteAddress();
    String address = remote == null ? null : remote.hostAddress();
    if (address == null) {
      return "unknown";
    }
    String forwarded = header("X-Forwarded-For").orElse("");
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    boolean isHere = address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
    return isHere && last.matches("[0-9A-Fa-f.:]{2,45}") ? last : address;
  }

  /** Sets a header of the answer. */
  public Exchange header(String name, String value) {
    response.putHeader(name, value);
    return this;
  }

  public boolean isAnswered() {
    return response.headWritten() || response.ended();
  }

  /** Answers without a body. */
  public void send(int status) throws IOException {
    response.setStatusCode(status);
    if (status != 304 && status != 204) {
      response.putHeader("Content-Length", "0");
    }
    await(response.end());
  }

  /** Answers with text, compressed if the client takes that. */
  public void send(int status, String contentType, String text) throws IOException {
    send(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with bytes of a text format, compressed if the client takes that. */
  public void send(int status, String contentType, byte[] text) throws IOException {
    byte[] bytes = text;
    if (text.length >= Gzip.WORTH_BYTES) {
      response.putHeader("Vary", "Accept-Encoding");
      if (Gzip.accepted(header("Accept-Encoding").orElse(""))) {
        bytes = Gzip.compress(text);
        response.putHeader("Content-Encoding", "gzip");
      }
    }
    response.setStatusCode(status);
    response.putHeader("Content-Type", contentType);
    response.putHeader("Content-Length", Integer.toString(bytes.length));
    await(isHead() ? response.end() : response.end(Buffer.buffer(bytes)));
  }

  /** Sends the client elsewhere. */
  public void redirect(int status, String location) throws IOException {
    header("Location", location).send(status);
  }

  /**
   * Answers with a part of a file, which goes from disk to network without passing through here.
   */
  public void sendFile(int status, Path file, long offset, long length) throws IOException {
    response.setStatusCode(status);
    response.putHeader("Content-Length", Long.toString(length));
    if (isHead() || length == 0) {
      await(response.end());
    } else {
      awaitHoweverLong(response.sendFile(file.toString(), offset, length));
    }
  }

  /** Bytes that are opened when they are needed. */
  @FunctionalInterface
  public interface Bytes {
    InputStream open() throws IOException;
  }

  /** Answers with bytes from elsewhere, no faster than the client takes them. */
  public void sendStream(int status, Bytes bytes, long length) throws IOException {
    if (isHead() || length == 0) {
      response.setStatusCode(status);
      response.putHeader("Content-Length", Long.toString(length));
      await(response.end());
      return;
    }
    try (InputStream from = bytes.open()) {
      response.setStatusCode(status);
      response.putHeader("Content-Length", Long.toString(length));
      byte[] buffer = new byte[STREAM_BUFFER_BYTES];
      long left = length;
      while (left > 0) {
        int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new IOException("the bytes ended " + left + " too early");
        }
        awaitHoweverLong(response.write(Buffer.buffer(count).appendBytes(buffer, 0, count)));
        left -= count;
      }
    }
    await(response.end());
  }

  /** Begins an answer of server-sent events, which ends when the endpoint returns. */
  public EventStream events() {
    response.setStatusCode(200).setChunked(true);
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-store");
    // nginx would keep events back until its buffer is full
    response.putHeader("X-Accel-Buffering", "no");
    return new EventStream(this);
  }

  /** Breaks the connection off; whoever reads the body gets an IOException. Any thread may. */
  public void abort() {
    body.fail(new IOException("broken off from this side"));
    request.connection().close();
  }

  boolean isOpen() {
    return !response.closed() && !stopping.getAsBoolean();
  }

  void write(String text) throws IOException {
    await(response.write(text));
  }

  void endIfBegun() throws IOException {
    if (!response.ended() && response.headWritten()) {
      await(response.end());
    }
  }

  private static void await(Future<Void> done) throws IOException {
    await(done, STALLED_SECONDS);
  }

  /** A player that is paused takes nothing; the server's idle timeout ends what is dead. */
  private static void awaitHoweverLong(Future<Void> done) throws IOException {
    await(done, Long.MAX_VALUE);
  }

  private static void await(Future<Void> done, long seconds) throws IOException {
    try {
      done.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the client did not take the answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while answering");
    }
  }
}
