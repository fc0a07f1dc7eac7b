package dev.reelmill.coordinator.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error which only HTTP knows. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  /**
   * Refuses with a status.
   *
   * @param status of HTTP, 400 to 599
   * @param code lower case with hyphens, stable
   * @param detail what happened and what to do
   */
  public Refusal(int status, String code, String detail) {
    this(status, code, detail, Map.of());
  }

  public Refusal(int status, String code, String detail, Map<String, String> headers) {
    this(status, code, detail, headers, null);
  }

  private Refusal(
      int status,
      String code,
      String detail,
      Map<String, String> headers,
      @Nullable Throwable cause) {
    super(detail, cause);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  /** 400: what the client sent makes no sense. */
  public static Refusal badRequest(String detail) {
    return new Refusal(400, "invalid", detail);
  }

  /** 404. */
  public static Refusal notFound(String detail) {
    return new Refusal(404, "not-found", detail);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }
}
