package dev.reelmill.worker.fetch;

/**
 * How much to fetch at a place where it is not known yet what is there: about as much as was of use
 * at the places before. Not thread-safe.
 */
final class ReadAhead {

  private static final int LEAST = 512;
  private static final int FIRST = 4 << 10;
  private static final int MOST = 256 << 10;

  private int bytes = FIRST;

  int bytes() {
    return bytes;
  }

  /** More, where so much came and was all of use. */
  long more(long came) {
    return Math.clamp(came, bytes, MOST);
  }

  /** So much was of use at a place: the next ones rather have a little too much than ask again. */
  void learn(long used) {
    int seen = Math.clamp(used, LEAST, MOST);
    bytes = seen > bytes ? seen + seen / 4 : bytes - (bytes - seen) / 8;
  }
}
