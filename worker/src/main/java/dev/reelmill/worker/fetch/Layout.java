package dev.reelmill.worker.fetch;

import dev.reelmill.worker.fetch.Source.Stretch;
import java.io.IOException;

/**
 * Where things are in a source, as far as its container's index tells. What is wanted always has
 * what opening the file reads in it. Thread-safe, as the orders of one source share it.
 */
interface Layout {

  /** What inspection reads first. */
  Wanted inspection();

  /** All of a stream. */
  Wanted track(int stream);

  /**
   * A stretch of a stream.
   *
   * @param bytes in which it may look further
   */
  Wanted stretch(Stretch stretch, Bytes bytes) throws IOException;

  /** That of a file which has to be read whole. */
  record Unknown(String why) implements Layout {

    @Override
    public Wanted inspection() {
      return new Wanted.All(why);
    }

    @Override
    public Wanted track(int stream) {
      return new Wanted.All(why);
    }

    @Override
    public Wanted stretch(Stretch stretch, Bytes bytes) {
      return new Wanted.All(why);
    }
  }
}
