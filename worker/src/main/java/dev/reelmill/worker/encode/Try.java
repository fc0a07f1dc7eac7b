package dev.reelmill.worker.encode;

import dev.reelmill.common.media.Rational;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Selection;
import java.util.Optional;

/**
 * One way to get at a segment's frames; each is tried when the one before it did not find them.
 *
 * @param seek where decoding begins
 * @param selection what is taken of it
 * @param action for the log
 */
record Try(Seek seek, Selection selection, String action) {

  private static final Try KEYFRAME =
      new Try(Seek.KEYFRAME, Selection.ALL, "seeking to the keyframe");
  private static final Try EARLY =
      new Try(Seek.EARLY, Selection.ALL, "seeking ten seconds earlier");
  private static final Try BEGINNING =
      new Try(Seek.BEGINNING, Selection.ALL, "decoding from the beginning of the file");
  private static final Try HOLDING =
      new Try(Seek.BEGINNING, Selection.ALL_FROM_START, "holding the first that decodes");
  private static final Try NEXT =
      new Try(Seek.KEYFRAME, Selection.NEXT, "showing the next picture in its place");
  private static final Try BLACK =
      new Try(Seek.BEGINNING, Selection.BLACK, "showing black in its place");

  /** Later attempts trust the source's index less. */
  static Try first(int attemptNumber) {
    return attemptNumber > 1 ? EARLY : KEYFRAME;
  }

  /** Whether it reads nothing but what is around the segment. */
  boolean isWithin() {
    return selection == Selection.ALL && seek != Seek.BEGINNING;
  }

  /** Seconds before the segment's keyframe that may be read. */
  Rational margin() {
    return seek.margin();
  }

  /**
   * What is tried after this.
   *
   * @param some whether frames came, though not the first
   */
  Optional<Try> next(boolean some) {
    return switch (selection) {
      case ALL ->
          switch (seek) {
            case KEYFRAME -> Optional.of(EARLY);
            case EARLY -> Optional.of(BEGINNING);
            case BEGINNING -> Optional.of(some ? HOLDING : NEXT);
          };
      case ALL_FROM_START -> Optional.of(NEXT);
      case NEXT -> Optional.of(BLACK);
      case BLACK -> Optional.empty();
    };
  }
}
