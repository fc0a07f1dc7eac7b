package dev.reelmill.coordinator.upload;

/** Takes complete sources over, for inspection. */
@FunctionalInterface
public interface Submissions {

  /** Records the video and its first job; returns once both are safe in the database. */
  void submit(Submission submission);

  /**
   * Looks whether there is a profile of this name, before its uploader sends a single byte; whoever
   * knows nothing of profiles takes any.
   *
   * @throws dev.reelmill.common.failure.ReelmillException {@link
   *     dev.reelmill.common.failure.FailureCode#INVALID} if there is none
   */
  default void check(String profile) {}
}
