package dev.reelmill.worker.fetch;

/** Where things are in a source, or why that can't be told. */
sealed interface Layout {

  /**
   * It can be read in part.
   *
   * @param opening what every reader of the file reads
   * @param packets where they are
   * @param chapters whether a track holds the titles of chapters
   */
  record Known(ByteRanges opening, PacketMap packets, boolean chapters) implements Layout {}

  /** It has to be read whole. */
  record Unknown(String why) implements Layout {}
}
