package dev.reelmill.common.failure;

import static dev.reelmill.common.failure.FailureKind.BAD_REQUEST;
import static dev.reelmill.common.failure.FailureKind.BAD_SOURCE;
import static dev.reelmill.common.failure.FailureKind.OUTSIDE_FAULT;
import static dev.reelmill.common.failure.FailureKind.OWN_FAULT;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The one table of failures: stable code, kind, HTTP status and exit code. The code's text (lower
 * case, hyphens) is what the API, the command line and the logs show.
 */
public enum FailureCode {
  SOURCE_EMPTY(BAD_SOURCE, 422, 3, "The file is empty."),
  SOURCE_UNREADABLE(BAD_SOURCE, 422, 3, "The file can't be read."),
  SOURCE_NOT_MEDIA(
      BAD_SOURCE, 422, 3, "The file is not a video in a format that is accepted here."),
  SOURCE_TRUNCATED(BAD_SOURCE, 422, 3, "The file ends before its index; it was not copied whole."),
  SOURCE_NO_PICTURE(BAD_SOURCE, 422, 3, "The file has no picture that can be decoded."),
  SOURCE_LIMITS(BAD_SOURCE, 422, 3, "The file exceeds a limit of this farm."),
  SOURCE_UNDECODABLE(BAD_SOURCE, 422, 3, "A part of the file can't be decoded."),

  STORE_UNAVAILABLE(OUTSIDE_FAULT, 503, 1, "The object store did not answer as it should."),
  DISK_FULL(OUTSIDE_FAULT, 507, 1, "There is no space left on the disk."),
  DATABASE_UNAVAILABLE(OUTSIDE_FAULT, 503, 1, "The database can't be reached."),
  BROKER_UNAVAILABLE(OUTSIDE_FAULT, 503, 1, "The message broker can't be reached."),

  ENCODER_FAILED(OWN_FAULT, 500, 1, "FFmpeg failed."),
  ENCODER_HUNG(OWN_FAULT, 500, 1, "FFmpeg made no progress and was stopped."),
  TIME_LIMIT(OWN_FAULT, 500, 1, "FFmpeg ran into its time limit and was stopped."),
  VERIFICATION_FAILED(OWN_FAULT, 500, 1, "The result was not what was ordered."),
  QUALITY_BELOW_FLOOR(
      OWN_FAULT, 500, 1, "The result is less like its source than the profile wants."),
  REVOKED(OWN_FAULT, 500, 1, "The attempt was revoked."),
  WORKER_LOST(OWN_FAULT, 500, 1, "The worker was not heard of any more."),
  INTERNAL(OWN_FAULT, 500, 1, "An error in Reelmill itself."),

  NOT_FOUND(BAD_REQUEST, 404, 1, "There is no such thing."),
  QUOTA_EXCEEDED(
      BAD_REQUEST, 413, 1, "With this file, the uploader would have more stored than is allowed."),
  CONFLICT(BAD_REQUEST, 409, 1, "The present state does not allow it."),
  UNAUTHORIZED(BAD_REQUEST, 401, 1, "A valid token is needed."),
  INVALID(BAD_REQUEST, 400, 2, "The request is not right.");

  private final FailureKind kind;
  private final int httpStatus;
  private final int exitCode;
  private final String sentence;

  FailureCode(FailureKind kind, int httpStatus, int exitCode, String sentence) {
    this.kind = kind;
    this.httpStatus = httpStatus;
    this.exitCode = exitCode;
    this.sentence = sentence;
  }

  public FailureKind kind() {
    return kind;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public int exitCode() {
    return exitCode;
  }

  /** What happened, for the uploader, without details. */
  public String sentence() {
    return sentence;
  }

  /** {@code source-not-media}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code of a text; {@link #INTERNAL} for one that this version does not know. */
  @JsonCreator
  public static FailureCode of(String text) {
    for (FailureCode code : values()) {
      if (code.text().equals(text)) {
        return code;
      }
    }
    return INTERNAL;
  }
}
