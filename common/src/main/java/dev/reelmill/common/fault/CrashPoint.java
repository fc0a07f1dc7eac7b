package dev.reelmill.common.fault;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A place in the coordinator, before or after a write or a send, where it can be made to halt. */
public enum CrashPoint {
  UPLOAD_BEGUN("an upload's file is there, its row is not"),
  UPLOAD_CREATED("an upload's row is there, its client does not know"),
  UPLOAD_ARRIVED("the last byte is in the file, and nothing else has happened"),
  UPLOAD_NAMED("the source has its final name, and there is no video"),
  SUBMISSION_WRITTEN("video, job and inspection are written, not committed"),
  SUBMISSION_COMMITTED("they are committed; the upload does not know its video"),
  UPLOAD_FINISHED("the upload knows its video; its client does not"),
  UPLOAD_DISCARDED("the file of an expired upload is deleted, its row is not"),
  DISPATCH_WRITTEN("orders are out and their hints in the outbox, not committed"),
  DISPATCH_COMMITTED("the same, committed; nothing is sent"),
  OUTBOX_TAKEN("rows of the outbox are marked as being sent, and are not"),
  OUTBOX_SENT("a message is sent, its row is still there"),
  OUTBOX_DELETED("a message is sent and its row deleted"),
  CLAIM_RECEIVED("a worker asks for an order, nothing is done"),
  CLAIM_WRITTEN("the attempt is written, not committed"),
  CLAIM_COMMITTED("the attempt is committed, the worker has no answer"),
  CLAIM_ANSWERED("the worker speaks of an attempt that it has got"),
  LEASES_WRITTEN("leases are renewed, not committed"),
  LEASES_RENEWED("leases are renewed and committed"),
  RESULT_RECEIVED("a result is received, nothing is done"),
  INSPECTION_ACCEPTED("the facts of a source are accepted, there is no plan"),
  PLAN_ROWS_WRITTEN("renditions are written, their orders are not"),
  PLAN_WRITTEN("the whole plan is written, not committed"),
  RENDITION_ADVANCED("a rendition has counted a segment that is not written yet"),
  SEGMENT_ACCEPTED("a segment's objects are written, its job has not counted them"),
  JOB_PUBLISHED("the job is published, the video does not point there"),
  POINTER_CHANGED("the video points to the job, not committed"),
  FILES_ORDERED("the files of a published video are ordered, not committed"),
  RESULT_WRITTEN("all effects of a result are written, not committed"),
  RESULT_COMMITTED("they are committed, the message is not acknowledged"),
  RESULT_REFUSED("a result was rolled back, its failure is not written"),
  DEAD_LETTER_SENT("a message went to the dead letters and is not acknowledged"),
  SWEEP_BEGUN("a sweep begins"),
  ATTEMPTS_EXPIRED("attempts are lost and their orders wait again, not committed"),
  SWEEP_WRITTEN("all that was stuck waits again, not committed"),
  SWEEP_COMMITTED("it is committed, and nobody was woken");

  private final String meaning;

  CrashPoint(String meaning) {
    this.meaning = meaning;
  }

  /** How it is named in {@code reelmill.crash-at}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What has happened when it is reached, and what has not. */
  public String meaning() {
    return meaning;
  }

  static Optional<CrashPoint> of(String text) {
    return Stream.of(values()).filter(point -> point.text().equals(text)).findFirst();
  }
}
