package dev.reelmill.common.work;

import java.util.List;

/**
 * Attempts that must stop at once: cancelled, or superseded by another.
 *
 * @param attempts their ids
 * @param reason for the log
 */
public record Revocation(List<Long> attempts, String reason) {

  public Revocation {
    attempts = List.copyOf(attempts);
  }
}
