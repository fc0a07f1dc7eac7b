package dev.reelmill.worker.fetch;

/** An index that is not as it should be, or leads nowhere; the message says why. */
final class OddFileException extends Exception {

  private static final long serialVersionUID = 1;

  OddFileException(String why) {
    super(why);
  }

  /** For the reason of fetching all. */
  String why() {
    return String.valueOf(getMessage());
  }
}
