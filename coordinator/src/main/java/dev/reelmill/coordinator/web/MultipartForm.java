package dev.reelmill.coordinator.web;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body whose files are streamed as they arrive, never held. Fields
 * that stand before a file are known when it comes, those behind it after {@link #next} has
 * returned empty.
 */
public final class MultipartForm {

  /** A file of the form; its bytes must be read before the next one is asked for. */
  public record File(String field, String fileName, InputStream bytes) {}

  private record Failed(Throwable cause) {}

  private static final Object END = new Object();

  private final HttpServerRequest request;
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  // only on the event loop
  private @Nullable RequestBody current;
  private boolean released;

  private MultipartForm(HttpServerRequest request) {
    this.request = request;
  }

  static MultipartForm of(HttpServerRequest request, RequestBody body) {
    String type = String.valueOf(request.getHeader("Content-Type"));
    if (!type.startsWith("multipart/form-data")) {
      throw new Refusal(
          415, "unsupported-media-type", "The form is to be sent as multipart/form-data.");
    }
    MultipartForm form = new MultipartForm(request);
    body.handOver(() -> form.attach(body), form::release);
    return form;
  }

  private void attach(RequestBody body) {
    request.handler(body::passed);
    request.setExpectMultipart(true);
    request.uploadHandler(upload -> arrived.add(file(upload, body.context())));
    request.endHandler(
        end -> {
          body.end();
          arrived.add(END);
        });
    request.exceptionHandler(cause -> arrived.add(new Failed(cause)));
    request.resume();
  }

  private File file(HttpServerFileUpload upload, Context context) {
    upload.pause();
    RequestBody bytes = new RequestBody(upload, context, () -> {});
    current = bytes;
    if (released) {
      release();
    }
    request.exceptionHandler(
        cause -> {
          bytes.fail(cause);
          arrived.add(new Failed(cause));
        });
    return new File(upload.name(), String.valueOf(upload.filename()), bytes);
  }

  /** Lets in the rest, which nobody reads. */
  private void release() {
    released = true;
    if (current != null) {
      current.discard(Long.MAX_VALUE, () -> {});
    }
  }

  /** The next file; empty when the form has ended. */
  public Optional<File> next() throws IOException {
    try {
      Object item = arrived.take();
      if (item instanceof File file) {
        return Optional.of(file);
      }
      arrived.add(item);
      if (item instanceof Failed failed) {
        throw new IOException("the form ended in its middle", failed.cause());
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the form");
    }
  }

  /** A text field, if it has come already. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(request.getFormAttribute(name));
  }
}
