package dev.reelmill.common.failure;

import static dev.reelmill.common.failure.FailureKind.BAD_REQUEST;
import static dev.reelmill.common.failure.FailureKind.BAD_SOURCE;
import static dev.reelmill.common.failure.FailureKind.OUTSIDE_FAULT;
import static dev.reelmill.common.failure.FailureKind.OWN_FAULT;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The one table of failures: stable code, kind, HTTP status, exit code, and what uploader and
 * administrator are told. The code's text (lower case, hyphens) is what the API, the command line
 * and the logs show.
 */
public enum FailureCode {
  SOURCE_EMPTY(
      BAD_SOURCE,
      422,
      3,
      "The file is empty.",
      "Nothing; the uploader looks why there is nothing in it, and sends it again."),
  SOURCE_UNREADABLE(
      BAD_SOURCE,
      422,
      3,
      "The file can't be read.",
      "Let the user that Reelmill runs as read the file; of an upload, nothing."),
  SOURCE_NOT_MEDIA(
      BAD_SOURCE,
      422,
      3,
      "The file is not a video in a format that is accepted here.",
      "Nothing; docs/media.md lists what is taken."),
  SOURCE_TRUNCATED(
      BAD_SOURCE,
      422,
      3,
      "The file ends before its index; it was not copied whole.",
      "Nothing; the uploader copies it again, whole."),
  SOURCE_NO_PICTURE(
      BAD_SOURCE,
      422,
      3,
      "The file has no picture that can be decoded.",
      "Nothing; the uploader sends another copy of it."),
  SOURCE_LIMITS(
      BAD_SOURCE,
      422,
      3,
      "The file exceeds a limit of this farm.",
      "If such files shall be taken: raise on every worker the ffmpeg.max-… that the detail"
          + " names, then 'jobs requeue'."),
  SOURCE_UNDECODABLE(
      BAD_SOURCE,
      422,
      3,
      "A part of the file can't be decoded.",
      "Nothing; the uploader sends another copy of it."),

  STORE_UNAVAILABLE(
      OUTSIDE_FAULT,
      503,
      1,
      "The object store did not answer as it should.",
      "Look whether coordinators answer and their store.path can be written; then it goes on by"
          + " itself."),
  DISK_FULL(
      OUTSIDE_FAULT,
      507,
      1,
      "There is no space left on the disk.",
      "Make space where the detail says; 'workers list' tells which worker stands aside for it."
          + " Then it goes on by itself."),
  DATABASE_UNAVAILABLE(
      OUTSIDE_FAULT,
      503,
      1,
      "The database can't be reached.",
      "Start PostgreSQL, or mend database.url; then it goes on by itself."),
  BROKER_UNAVAILABLE(
      OUTSIDE_FAULT,
      503,
      1,
      "The message broker can't be reached.",
      "Start Artemis, or mend broker.url; then it goes on by itself."),

  ENCODER_FAILED(
      OWN_FAULT,
      500,
      1,
      "FFmpeg failed.",
      "Read in 'orders show' what FFmpeg said, and on which workers. One worker only: 'workers"
          + " drain' it. All of them: the source is beyond this FFmpeg."),
  ENCODER_HUNG(
      OWN_FAULT,
      500,
      1,
      "FFmpeg made no progress and was stopped.",
      "If the workers were overloaded: give them fewer slots, or raise ffmpeg.stall-limit; then"
          + " 'jobs requeue'."),
  TIME_LIMIT(
      OWN_FAULT,
      500,
      1,
      "FFmpeg ran into its time limit and was stopped.",
      "If such sources shall be taken: raise ffmpeg.time-limit, then 'jobs requeue'."),
  VERIFICATION_FAILED(
      OWN_FAULT,
      500,
      1,
      "The result was not what was ordered.",
      "Look at memory and disk of the workers that 'orders show' names; they are quarantined when"
          + " it happens often. Then 'jobs requeue'."),
  QUALITY_BELOW_FLOOR(
      OWN_FAULT,
      500,
      1,
      "The result is less like its source than the profile wants.",
      "Raise bitrates in the profile or lower its floor; what is published stays."),
  REVOKED(
      OWN_FAULT,
      500,
      1,
      "The attempt was revoked.",
      "Nothing; it was cancelled, or another worker was given the order."),
  WORKER_LOST(
      OWN_FAULT,
      500,
      1,
      "The worker was not heard of any more.",
      "Look why workers die at this order: memory and the log of the machine first. Then 'jobs"
          + " requeue'."),
  INTERNAL(
      OWN_FAULT,
      500,
      1,
      "An error in Reelmill itself.",
      "Look for the stack trace in the log, and report it; then 'jobs requeue'."),

  NOT_FOUND(
      BAD_REQUEST, 404, 1, "There is no such thing.", "Look for the right name: 'jobs list'."),
  QUOTA_EXCEEDED(
      BAD_REQUEST,
      413,
      1,
      "With this file, the uploader would have more stored than is allowed.",
      "Raise upload.quota, if the uploader shall have more."),
  CONFLICT(
      BAD_REQUEST,
      409,
      1,
      "The present state does not allow it.",
      "Look at the state that the detail tells."),
  UNAUTHORIZED(
      BAD_REQUEST,
      401,
      1,
      "A valid token is needed.",
      "Send the farm's token: security.admin-token, or secrets/admin-token in the data folder."),
  INVALID(BAD_REQUEST, 400, 2, "The request is not right.", "Mend what the detail names.");

  private final FailureKind kind;
  private final int httpStatus;
  private final int exitCode;
  private final String sentence;
  private final String remedy;

  FailureCode(FailureKind kind, int httpStatus, int exitCode, String sentence, String remedy) {
    this.kind = kind;
    this.httpStatus = httpStatus;
    this.exitCode = exitCode;
    this.sentence = sentence;
    this.remedy = remedy;
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

  /** What an administrator can do about it, in words. */
  public String remedy() {
    return remedy;
  }

  /** When an order that failed so is tried again, in words. */
  public String retry() {
    return switch (this) {
      case QUALITY_BELOW_FLOOR -> "once, on another worker";
      case REVOKED, WORKER_LOST -> "`dispatch.most-losses` times";
      default -> kind.retry();
    };
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
