package dev.reelmill.worker.fetch;

import java.nio.ByteBuffer;

/**
 * The one track of a Matroska file that holds moving pictures.
 *
 * @param stream FFmpeg's index of it
 * @param track its number in blocks
 * @param tickNanos what times in the file are counted in
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559.html#section-5.1.4">RFC 9559, 5.1.2 and
 *     5.1.4</a>
 */
record MatroskaPicture(int stream, long track, long tickNanos) {

  private static final int TIMESTAMP_SCALE = 0x2ad7b1;
  private static final long USUAL_SCALE = 1_000_000;
  private static final long MOST_SCALE = 1_000_000_000;
  private static final int TRACK_ENTRY = 0xae;
  private static final int TRACK_NUMBER = 0xd7;
  private static final int TRACK_TYPE = 0x83;
  private static final int TRACK_TIMESTAMP_SCALE = 0x23314f;
  private static final int CODEC_DELAY = 0x56aa;
  private static final int PICTURE = 1;
  private static final int NONE = -1;

  /**
   * Finds it.
   *
   * @param information what the file tells of itself
   * @param tracks what it tells of them
   * @throws OddFileException if there are more or none, or its times are counted in another way
   */
  static MatroskaPicture of(ByteBuffer information, ByteBuffer tracks) throws OddFileException {
    long[] scale = {USUAL_SCALE};
    Element.each(
        information,
        (id, content) -> {
          if (id == TIMESTAMP_SCALE) {
            scale[0] = Element.unsigned(content);
          }
        });
    if (scale[0] < 1 || scale[0] > MOST_SCALE) {
      throw new OddFileException("its times are counted in %d ns".formatted(scale[0]));
    }
    Search search = new Search();
    Element.each(tracks, search::entry);
    if (search.stream == NONE) {
      throw new OddFileException("no track of it holds pictures");
    }
    return new MatroskaPicture(search.stream, search.track, scale[0]);
  }

  private static final class Search {
    private int entries;
    private int stream = NONE;
    private long track;

    void entry(int id, ByteBuffer content) throws OddFileException {
      if (id != TRACK_ENTRY) {
        return;
      }
      long[] fields = {NONE, NONE, 0};
      Element.each(
          content,
          (inner, value) -> {
            switch (inner) {
              case TRACK_NUMBER -> fields[0] = Element.unsigned(value);
              case TRACK_TYPE -> fields[1] = Element.unsigned(value);
              case CODEC_DELAY -> fields[2] = Element.unsigned(value);
              case TRACK_TIMESTAMP_SCALE -> refuseUnlessOne(value);
              default -> {}
            }
          });
      if (fields[1] == PICTURE) {
        if (stream != NONE || fields[2] != 0) {
          throw new OddFileException("several tracks of it hold pictures, or one is delayed");
        }
        stream = entries;
        track = fields[0];
      }
      entries++;
    }

    private static void refuseUnlessOne(ByteBuffer value) throws OddFileException {
      boolean one =
          (value.remaining() == 4 && value.getFloat(value.position()) == 1)
              || (value.remaining() == 8 && value.getDouble(value.position()) == 1);
      if (!one) {
        throw new OddFileException("a track of it counts time by a scale of its own");
      }
    }
  }
}
