package dev.reelmill.coordinator.operations;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a wish has come to.
 *
 * @param changed whether anything is otherwise than before
 * @param sentence what was done, or that it was so already
 * @param subject what it was done to, as it is now; absent where there is no single thing
 */
public record Change(boolean changed, String sentence, @Nullable Object subject) {

  /** Something that has no single subject. */
  static Change of(boolean changed, String sentence) {
    return new Change(changed, sentence, null);
  }

  /** One of two sentences. */
  static String either(boolean changed, String done, String already) {
    return changed ? done : already;
  }

  /** {@code 1 order}, {@code 2 orders}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** For a sentence: ISO 8601 in UTC, to the second. */
  static String moment(OffsetDateTime time) {
    return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
