package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.ArrayList;
import java.util.List;

/**
 * A byte range that a player fetches at once: neighbouring fragments of one object.
 *
 * @param object in which it lies
 * @param offset of its first byte
 * @param sizeBytes how many
 * @param start in seconds
 * @param duration in seconds, up to where the next one begins
 */
record Chunk(MediaObject object, long offset, long sizeBytes, Rational start, Rational duration) {

  /** Apple's authoring rules ask for segments of 6 seconds. */
  static final Rational WANTED_SECONDS = Rational.of(6);

  /**
   * What playlists declare as the longest chunk, in whole seconds. It must not change while a
   * playlist grows, so it is never below what is aimed at.
   */
  static long targetSeconds(List<Chunk> chunks) {
    return chunks.stream()
        .mapToLong(chunk -> chunk.duration().round())
        .reduce(WANTED_SECONDS.ceil(), Math::max);
  }

  /** The keyframes of a track alone, each from its fragment's first byte on. */
  static List<Chunk> keyframes(Track track) {
    List<Chunk> pictures = new ArrayList<>();
    for (MediaObject object : track.objects()) {
      for (Fragment fragment : object.fragments()) {
        if (fragment.startsWithKeyframe()) {
          pictures.add(
              new Chunk(
                  object,
                  fragment.offset(),
                  fragment.leadBytes(),
                  Rational.of(fragment.startPts(), object.timescale()),
                  Rational.of(fragment.duration(), object.timescale())));
        }
      }
    }
    return untilNext(pictures);
  }

  /** The chunks of a track, in order. */
  static List<Chunk> of(Track track) {
    List<Chunk> chunks = new ArrayList<>();
    for (MediaObject object : track.objects()) {
      int from = 0;
      for (int to = 1; to <= object.fragments().size(); to++) {
        if (to == object.fragments().size() || isFull(object, from, to)) {
          chunks.add(chunk(object, from, to));
          from = to;
        }
      }
    }
    return untilNext(chunks);
  }

  /** Whether one more fragment would make it too long. */
  private static boolean isFull(MediaObject object, int from, int next) {
    Fragment first = object.fragments().get(from);
    Fragment added = object.fragments().get(next);
    long length = added.startPts() + added.duration() - first.startPts();
    return Rational.of(length, object.timescale()).compareTo(WANTED_SECONDS) > 0
        && added.startsWithKeyframe();
  }

  private static Chunk chunk(MediaObject object, int from, int to) {
    Fragment first = object.fragments().get(from);
    Fragment last = object.fragments().get(to - 1);
    return new Chunk(
        object,
        first.offset(),
        last.offset() + last.sizeBytes() - first.offset(),
        Rational.of(first.startPts(), object.timescale()),
        Rational.of(last.startPts() + last.duration() - first.startPts(), object.timescale()));
  }

  /** A chunk lasts until the next one begins, whatever its own samples claim at the seam. */
  private static List<Chunk> untilNext(List<Chunk> chunks) {
    List<Chunk> exact = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      exact.add(
          i + 1 == chunks.size()
              ? chunk
              : new Chunk(
                  chunk.object,
                  chunk.offset,
                  chunk.sizeBytes,
                  chunk.start,
                  chunks.get(i + 1).start.minus(chunk.start)));
    }
    return exact;
  }

  Rational end() {
    return start.plus(duration);
  }
}
