package dev.reelmill.common.log;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The ids that every line logged by this thread carries until the context is closed. */
public final class LogContext implements AutoCloseable {

  public static final String VIDEO = "video";
  public static final String ORDER = "order";
  public static final String ATTEMPT = "attempt";

  private final @Nullable Map<String, String> before = MDC.getCopyOfContextMap();

  private LogContext() {}

  /** Opens a context; close it on the same thread. */
  public static LogContext open() {
    return new LogContext();
  }

  /** Adds an id. */
  public LogContext with(String key, Object id) {
    MDC.put(key, String.valueOf(id));
    return this;
  }

  @Override
  public void close() {
    if (before == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(before);
    }
  }
}
