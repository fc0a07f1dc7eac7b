package dev.reelmill.worker.hostile;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import java.util.Set;

/** What became of a file. */
sealed interface Verdict {

  /** It was taken; the words tell what of it. */
  record Encoded(String what) implements Verdict {
    @Override
    public String toString() {
      return "encoded: " + what;
    }
  }

  /** It was refused. */
  record Refused(FailureCode code, String message) implements Verdict {
    @Override
    public String toString() {
      return code.text() + ": " + message;
    }
  }

  /** Nothing that the uploader can be told. */
  record Broken(Throwable cause) implements Verdict {
    @Override
    public String toString() {
      return "BROKEN: " + cause;
    }
  }

  /** Codes that say that a limit was hit. */
  Set<FailureCode> LIMITS = Set.of(FailureCode.TIME_LIMIT, FailureCode.ENCODER_HUNG);

  /** In one word, to be counted. */
  default String kind() {
    return switch (this) {
      case Encoded encoded -> "encoded";
      case Refused refused -> refused.code().text();
      case Broken broken -> "broken";
    };
  }

  /** Whether the file's fault is named, or it was taken, or it ran into a limit. */
  default boolean isClear() {
    return switch (this) {
      case Encoded encoded -> true;
      case Refused refused ->
          refused.code().kind() == FailureKind.BAD_SOURCE || LIMITS.contains(refused.code());
      case Broken broken -> false;
    };
  }
}
