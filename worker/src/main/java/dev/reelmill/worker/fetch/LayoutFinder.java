package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds out where things are in files of one kind, by their index. */
interface LayoutFinder {

  /**
   * Finds it; what opening the file reads has been fetched then.
   *
   * @return absent if this is no file of that kind
   */
  Optional<Layout> find(Bytes bytes) throws IOException;

  /** What the first of some finders finds. */
  static Layout firstOf(List<LayoutFinder> finders, Bytes bytes) throws IOException {
    for (LayoutFinder finder : finders) {
      Optional<Layout> found = finder.find(bytes);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return new Layout.Unknown("no index tells where its packets are");
  }
}
