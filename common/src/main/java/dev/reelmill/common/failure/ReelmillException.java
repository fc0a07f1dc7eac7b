package dev.reelmill.common.failure;

import org.jspecify.annotations.Nullable;

/** A failure with its code; the message says what happened, with the values, and what to do. */
public class ReelmillException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureCode code;

  public ReelmillException(FailureCode code, String message) {
    this(code, message, null);
  }

  public ReelmillException(FailureCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public FailureCode code() {
    return code;
  }
}
