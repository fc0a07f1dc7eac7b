package dev.reelmill.worker.deliver;

import dev.reelmill.common.media.MediaObject;
import java.io.IOException;
import java.nio.file.Path;

/** A file that was checked and may be delivered. */
public final class VerifiedFile {

  private final FragmentedFile structure;

  VerifiedFile(FragmentedFile structure) {
    this.structure = structure;
  }

  public Path file() {
    return structure.file();
  }

  /** What the coordinator is told about it. */
  public MediaObject toObject(String key) throws IOException {
    return structure.toObject(key);
  }
}
