package dev.reelmill.common.fault;

/**
 * Where to halt.
 *
 * @param time the how manieth time that the point is reached, from 1
 */
record CrashOrder(CrashPoint point, int time) {

  /**
   * Reads {@code NAME} or {@code NAME:N}.
   *
   * @throws IllegalArgumentException if there is no such point, or N is no number from 1
   */
  static CrashOrder of(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    int time = colon < 0 ? 1 : Integer.parseInt(text.substring(colon + 1));
    if (time < 1) {
      throw new IllegalArgumentException("'" + text + "' asks for a time before the first");
    }
    CrashPoint point =
        CrashPoint.of(name)
            .orElseThrow(() -> new IllegalArgumentException("there is no crash point " + name));
    return new CrashOrder(point, time);
  }
}
