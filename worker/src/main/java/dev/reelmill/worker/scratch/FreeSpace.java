package dev.reelmill.worker.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether there is room to work in. Thread-safe. */
public final class FreeSpace {

  private static final Logger log = LoggerFactory.getLogger(FreeSpace.class);

  private final Path folder;
  private final long leastBytes;
  private final Runnable cleanUp;

  /**
   * @param folder on the disk to look at
   * @param leastBytes that must be free
   * @param cleanUp gives back what can be had again; called when there is less
   */
  public FreeSpace(Path folder, long leastBytes, Runnable cleanUp) {
    this.folder = folder;
    this.leastBytes = leastBytes;
    this.cleanUp = cleanUp;
  }

  /** In words, what is missing; nothing if there is enough, maybe after cleaning up. */
  public Optional<String> shortage() {
    if (usable() >= leastBytes) {
      return Optional.empty();
    }
    cleanUp.run();
    long usable = usable();
    return usable >= leastBytes
        ? Optional.empty()
        : Optional.of(
            "the scratch disk is full: %d MB are free, and %d MB are needed"
                .formatted(usable >> 20, leastBytes >> 20));
  }

  private long usable() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      log.debug("{} can't be looked at; an order will tell", folder, e);
      return Long.MAX_VALUE;
    }
  }
}
