package dev.reelmill.worker.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Some bytes of a file, as ranges that don't touch each other. Not thread-safe. */
final class ByteRanges {

  /** Where each range begins, to where it ends. */
  private final NavigableMap<Long, Long> ends = new TreeMap<>();

  private long size;

  void add(ByteRange range) {
    addJoining(range, 0);
  }

  /**
   * Adds a range, and what lies between it and its neighbours if that is little.
   *
   * @param gap bytes that are not worth a request of their own
   */
  void addJoining(ByteRange range, long gap) {
    if (range.size() == 0) {
      return;
    }
    long from = range.from();
    long to = range.to();
    Map.Entry<Long, Long> before = ends.floorEntry(from);
    if (before != null && from - before.getValue() <= gap) {
      from = before.getKey();
    }
    NavigableMap<Long, Long> touched = ends.subMap(from, true, to + gap, true);
    if (!touched.isEmpty()) {
      to = Math.max(to, touched.lastEntry().getValue());
    }
    touched.forEach((begin, end) -> size -= end - begin);
    touched.clear();
    ends.put(from, to);
    size += to - from;
  }

  void addAll(ByteRanges more) {
    more.list().forEach(this::add);
  }

  /** What of these ranges is not here, ascending. */
  List<ByteRange> missing(ByteRanges wanted) {
    List<ByteRange> missing = new ArrayList<>();
    wanted.list().forEach(range -> addMissing(range, missing));
    return missing;
  }

  private void addMissing(ByteRange wanted, List<ByteRange> missing) {
    long at = wanted.from();
    Long first = ends.floorKey(at);
    for (var here : ends.tailMap(first == null ? at : first, true).entrySet()) {
      if (here.getKey() >= wanted.to()) {
        break;
      }
      if (here.getKey() > at) {
        missing.add(new ByteRange(at, here.getKey()));
      }
      at = Math.max(at, here.getValue());
    }
    if (at < wanted.to()) {
      missing.add(new ByteRange(at, wanted.to()));
    }
  }

  List<ByteRange> list() {
    return ends.entrySet().stream().map(e -> new ByteRange(e.getKey(), e.getValue())).toList();
  }

  /** How many ranges they are. */
  int count() {
    return ends.size();
  }

  /** How many bytes they are. */
  long size() {
    return size;
  }

  static ByteRanges of(ByteRange range) {
    ByteRanges ranges = new ByteRanges();
    ranges.add(range);
    return ranges;
  }
}
