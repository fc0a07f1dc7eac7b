package dev.reelmill.coordinator.store.s3;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * How far an object is that arrives bit by bit: its parts, and behind them a tail, too short to be
 * a part, that is an object of its own until more comes. A tail is named after where it begins, so
 * one that became a part is simply in the wrong place, and one that had to be a part too early can
 * be one again.
 *
 * @param noted what it is
 * @param parts that count, in order
 * @param last number of the last part, whether it counts or not
 * @param tails all there are, by where they begin
 * @param lastWritten when bytes came last
 */
record Progress(Arriving noted, List<Part> parts, int last, List<Tail> tails, Instant lastWritten) {

  private static final String TAIL = "tail-";

  /**
   * Bytes behind the parts.
   *
   * @param key of the object that they are
   * @param start where they begin
   * @param sizeBytes how many
   */
  record Tail(String key, long start, long sizeBytes) {}

  Progress {
    parts = List.copyOf(parts);
    tails = List.copyOf(tails);
  }

  static Progress of(Arriving noted, List<Part> all, List<S3Object> files) {
    return new Progress(
        noted,
        all.stream().filter(part -> !noted.dropped().contains(part.partNumber())).toList(),
        all.stream().mapToInt(Part::partNumber).max().orElse(0),
        files.stream().flatMap(file -> tail(file).stream()).toList(),
        Stream.concat(
                all.stream().map(Part::lastModified), files.stream().map(S3Object::lastModified))
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH));
  }

  static String tailName(long start) {
    return TAIL + String.format(Locale.ROOT, "%020d", start);
  }

  private static Optional<Tail> tail(S3Object file) {
    int name = file.key().lastIndexOf('/') + 1;
    return file.key().startsWith(TAIL, name)
        ? Optional.of(
            new Tail(
                file.key(),
                Long.parseLong(file.key().substring(name + TAIL.length())),
                file.size()))
        : Optional.empty();
  }

  /** Bytes in parts. */
  long partBytes() {
    return parts.stream().mapToLong(Part::size).sum();
  }

  /** The tail that continues the parts. */
  Optional<Tail> tail() {
    return tailAt(partBytes());
  }

  Optional<Tail> tailAt(long start) {
    return tails.stream().filter(tail -> tail.start() == start).findFirst();
  }

  /** All bytes. */
  long sizeBytes() {
    return partBytes() + tail().map(Tail::sizeBytes).orElse(0L);
  }
}
