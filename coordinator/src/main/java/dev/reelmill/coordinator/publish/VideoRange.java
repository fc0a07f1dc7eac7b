package dev.reelmill.coordinator.publish;

/** What a picture's numbers mean as light. HLS uses these very names (RFC 8216bis, 4.4.6.2). */
public enum VideoRange {
  /** Standard dynamic range. */
  SDR(1, 1, 1),
  /** Hybrid log-gamma. */
  HLG(9, 18, 9),
  /** The perceptual quantizer of HDR10. */
  PQ(9, 16, 9);

  private final int primaries;
  private final int transfer;
  private final int matrix;

  VideoRange(int primaries, int transfer, int matrix) {
    this.primaries = primaries;
    this.transfer = transfer;
    this.matrix = matrix;
  }

  /** Colour primaries as in ISO/IEC 23091-2. */
  int primaries() {
    return primaries;
  }

  /** Transfer characteristics as in ISO/IEC 23091-2. */
  int transfer() {
    return transfer;
  }

  /** Matrix coefficients as in ISO/IEC 23091-2. */
  int matrix() {
    return matrix;
  }
}
