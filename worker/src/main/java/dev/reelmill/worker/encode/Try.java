package dev.reelmill.worker.encode;

import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Selection;
import java.util.List;
import java.util.Optional;

/**
 * One way to get at a segment's frames; each is tried when the one before it did not find them.
 *
 * @param seek where decoding begins
 * @param selection what is taken of it
 * @param action for the log
 */
record Try(Seek seek, Selection selection, String action) {

  private static final List<Try> ALL =
      List.of(
          new Try(Seek.KEYFRAME, Selection.ALL, "seeking to the keyframe"),
          new Try(Seek.EARLY, Selection.ALL, "seeking ten seconds earlier"),
          new Try(
              Seek.BEGINNING,
              Selection.ALL_FROM_START,
              "decoding from the beginning of the file, and holding what comes first"),
          new Try(Seek.KEYFRAME, Selection.NEXT, "showing the next picture in its place"),
          new Try(Seek.BEGINNING, Selection.BLACK, "showing black in its place"));

  /** Later attempts trust the source's index less. */
  static Try first(int attemptNumber) {
    return ALL.get(attemptNumber > 1 ? 1 : 0);
  }

  Optional<Try> next() {
    int next = ALL.indexOf(this) + 1;
    return next < ALL.size() ? Optional.of(ALL.get(next)) : Optional.empty();
  }
}
