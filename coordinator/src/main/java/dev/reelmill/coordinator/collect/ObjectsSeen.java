package dev.reelmill.coordinator.collect;

import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.pictures.StillsObject;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.common.work.WorkResult.StillObject;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.collect.Results.Reported;
import dev.reelmill.coordinator.database.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the store had of the objects that a result names. It is asked before anything is locked in
 * the database: a bucket takes its time, and others must not wait for it. Only what the attempt may
 * have written itself is looked for, which nobody deletes or writes again while it runs.
 */
final class ObjectsSeen implements ObjectCheck {

  /** Of a result that names none. */
  static final ObjectsSeen NONE = new ObjectsSeen(Map.of());

  private static final Seen NOTHING = new Seen(-1, Optional.empty());

  private final Map<String, Seen> seen;

  private ObjectsSeen(Map<String, Seen> seen) {
    this.seen = Map.copyOf(seen);
  }

  private record Seen(long sizeBytes, Optional<String> sha256) {}

  /** Asks the store for each of them once. */
  private static ObjectsSeen of(WorkResult result, ObjectCheck store) {
    return new ObjectsSeen(
        keys(result)
            .filter(key -> ObjectKeys.attempt(key).orElse(-1) == result.attempt())
            .distinct()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    key -> new Seen(store.sizeBytes(key), store.sha256(key)))));
  }

  /** Asks for those of many results, of all at the same time. */
  static List<Outcome<Reported>> ask(List<WorkResult> results, ObjectCheck store) {
    if (results.size() == 1) {
      return List.of(reported(results.getFirst(), store));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return results.stream()
          .map(
              result ->
                  keys(result).findAny().isEmpty()
                      ? CompletableFuture.completedFuture(reported(result, store))
                      : CompletableFuture.supplyAsync(() -> reported(result, store), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static Outcome<Reported> reported(WorkResult result, ObjectCheck store) {
    try {
      return Outcome.of(new Reported(result, of(result, store)));
    } catch (RuntimeException e) {
      return Outcome.failed(e);
    }
  }

  private static Stream<String> keys(WorkResult result) {
    return result instanceof Done done ? keys(done.output()) : Stream.empty();
  }

  private static Stream<String> keys(Output output) {
    return switch (output) {
      case Output.SegmentEncoded encoded ->
          Stream.concat(
              encoded.rungs().stream().map(RungOutput::object).map(MediaObject::key),
              key(encoded.stills(), StillsObject::key));
      case Output.AudioEncoded encoded ->
          Stream.concat(
              Stream.of(encoded.rendition().object().key()),
              key(encoded.waveform(), StillObject::key));
      case Output.TextExtracted extracted -> key(extracted.object(), TextObject::key);
      case Output.FileAssembled assembled -> Stream.of(assembled.file().key());
      case Output.PicturesPacked packed -> Stream.of(packed.pack().key());
      case Output.Inspected inspected -> Stream.empty();
      case Output.TrialEncoded encoded -> Stream.empty();
    };
  }

  private static <T> Stream<String> key(@Nullable T object, Function<T, String> key) {
    return object == null ? Stream.empty() : Stream.of(object).map(key);
  }

  @Override
  public long sizeBytes(String key) {
    return seen.getOrDefault(key, NOTHING).sizeBytes;
  }

  @Override
  public Optional<String> sha256(String key) {
    return seen.getOrDefault(key, NOTHING).sha256;
  }
}
