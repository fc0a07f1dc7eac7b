package dev.reelmill.coordinator.upload;

/** Takes complete sources over, for inspection. */
@FunctionalInterface
public interface Submissions {

  /** Records the video and its first job; returns once both are safe in the database. */
  void submit(Submission submission);
}
