package dev.reelmill.worker.fetch;

import dev.reelmill.worker.fetch.Source.Stretch;
import java.io.IOException;

/**
 * Where things are in a source, as far as its container's index tells. What is wanted always has
 * what opening the file reads in it. Thread-safe, as the orders of one source share it.
 */
interface Layout {

  /**
   * What inspection reads first.
   *
   * @param bytes in which it may look further
   */
  Wanted inspection(Bytes bytes) throws IOException;

  /**
   * All of a stream.
   *
   * @param bytes in which it may look further
   */
  Wanted track(int stream, Bytes bytes) throws IOException;

  /**
   * A stretch of a stream.
   *
   * @param bytes in which it may look further
   */
  Wanted stretch(Stretch stretch, Bytes bytes) throws IOException;

  /** As {@link Source#later}. */
  default long later(int stream, long keyframePts) {
    return 0;
  }

  /** That of a file which has to be read whole. */
  record Unknown(String why) implements Layout {

    @Override
    public Wanted inspection(Bytes bytes) {
      return new Wanted.All(why);
    }

    @Override
    public Wanted track(int stream, Bytes bytes) {
      return new Wanted.All(why);
    }

    @Override
    public Wanted stretch(Stretch stretch, Bytes bytes) {
      return new Wanted.All(why);
    }
  }
}
