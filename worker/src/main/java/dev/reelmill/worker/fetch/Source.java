package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.worker.ffmpeg.RunResult;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An object as a local file, of which at first only some bytes may be there: whoever reads it says
 * first what it will read. Bytes that are not there read as zero. Each method that fetches throws
 * {@link ReelmillException} with {@code STORE_UNAVAILABLE}, {@code DISK_FULL} or, when the attempt
 * is to end, {@code REVOKED}. Close it to let the file go.
 */
public interface Source extends AutoCloseable {

  /** The same file always, of the object's size. */
  Path file();

  /** Whether all bytes are there. */
  boolean isWhole();

  /**
   * Fetches all that is missing.
   *
   * @param why for the log and the report
   */
  void whole(String why);

  /**
   * Fetches what inspection reads first: header, index, and the first packets; also the beginnings
   * of all others, if the index does not tell all that inspection wants to know of them.
   */
  void inspection();

  /** Besides, fetches all packets of a stream. */
  void track(int stream);

  /** Besides, fetches some packets of a stream. */
  void stretch(Stretch stretch);

  /**
   * How many ticks after a keyframe one may seek and still arrive at it, whether FFmpeg seeks as it
   * is told or earlier, as it does where frames are reordered; 0 if that is not known. From the
   * keyframe itself it would arrive at the one before, all of which has to be fetched and decoded.
   */
  default long later(int stream, long keyframePts) {
    return 0;
  }

  /**
   * What decoding takes from one frame to another.
   *
   * @param stream its index
   * @param fromPts to which FFmpeg seeks, at or after a keyframe, in the stream's ticks
   * @param untilPts the first frame that is not wanted; absent for all to the end
   */
  record Stretch(int stream, long fromPts, @Nullable Long untilPts) {}

  /**
   * Whether FFmpeg may have met bytes that were not there, as packets of zeros decode to nothing:
   * all are fetched then, and it has to run again.
   *
   * @param result of a run that read this
   */
  default boolean missed(RunResult result) {
    // Zeros are no packet to a decoder, and no element to the reader of Matroska.
    boolean well =
        result.succeeded()
            && !result.says(
                "Error submitting packet", "Invalid", "EBML", "containing master element");
    if (isWhole() || well) {
      return false;
    }
    whole("FFmpeg had to complain: " + result.words());
    return true;
  }

  @Override
  void close();

  /** A file that is whole, and nobody's to delete. */
  static Source of(Path file) {
    return new WholeFile(file, () -> {});
  }
}
