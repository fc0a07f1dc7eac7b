package dev.reelmill.worker.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The one track of a Matroska file that holds moving pictures, and its neighbours.
 *
 * @param stream FFmpeg's index of it
 * @param tickNanos what times in the file are counted in
 * @param skimmable whether FFmpeg learns all that it says of a packet from the packet's beginning
 * @param tracks the numbers of all tracks in blocks, in FFmpeg's order
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559.html#section-5.1.4">RFC 9559, 5.1.2 and
 *     5.1.4</a>
 */
record MatroskaPicture(int stream, long tickNanos, boolean skimmable, List<Long> tracks) {

  /** Those whose parsers look no further than the first slice; HEVC's looks at every slice. */
  private static final Set<String> SKIMMABLE =
      Set.of(
          "V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC", "V_MPEG2", "V_MJPEG", "V_VP8", "V_VP9", "V_AV1");

  private static final int TIMESTAMP_SCALE = 0x2ad7b1;
  private static final long USUAL_SCALE = 1_000_000;
  private static final long MOST_SCALE = 1_000_000_000;
  private static final int TRACK_ENTRY = 0xae;
  private static final int TRACK_NUMBER = 0xd7;
  private static final int TRACK_TYPE = 0x83;
  private static final int TRACK_TIMESTAMP_SCALE = 0x23314f;
  private static final int CODEC_DELAY = 0x56aa;
  private static final int CODEC_ID = 0x86;
  private static final int CONTENT_ENCODINGS = 0x6d80;
  private static final int PICTURE = 1;

  /** Pictures, sound, subtitles, metadata: of each other kind FFmpeg makes no stream. */
  private static final Set<Long> KINDS = Set.of(1L, 2L, 0x11L, 0x21L);

  private static final int NONE = -1;

  MatroskaPicture {
    tracks = List.copyOf(tracks);
  }

  /** Its number in blocks. */
  long track() {
    return tracks.get(stream);
  }

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
    return new MatroskaPicture(search.stream, scale[0], search.skimmable, search.tracks);
  }

  private static final class Search {
    private final List<Long> tracks = new ArrayList<>();
    private int stream = NONE;
    private boolean skimmable;

    void entry(int id, ByteBuffer content) throws OddFileException {
      if (id != TRACK_ENTRY) {
        return;
      }
      long[] fields = {NONE, NONE, 0};
      boolean[] plain = {false, true};
      Element.each(
          content,
          (inner, value) -> {
            switch (inner) {
              case TRACK_NUMBER -> fields[0] = Element.unsigned(value);
              case TRACK_TYPE -> fields[1] = Element.unsigned(value);
              case CODEC_DELAY -> fields[2] = Element.unsigned(value);
              case CODEC_ID -> plain[0] = SKIMMABLE.contains(text(value));
              case CONTENT_ENCODINGS -> plain[1] = false;
              case TRACK_TIMESTAMP_SCALE -> refuseUnlessOne(value);
              default -> {}
            }
          });
      if (fields[1] == PICTURE) {
        if (stream != NONE || fields[2] != 0) {
          throw new OddFileException("several tracks of it hold pictures, or one is delayed");
        }
        stream = tracks.size();
        skimmable = plain[0] && plain[1];
      }
      if (!KINDS.contains(fields[1])) {
        throw new OddFileException("it has a track of kind " + fields[1]);
      }
      tracks.add(fields[0]);
    }

    private static String text(ByteBuffer value) {
      return StandardCharsets.US_ASCII.decode(value.duplicate()).toString();
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
