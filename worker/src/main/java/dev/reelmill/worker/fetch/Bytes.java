package dev.reelmill.worker.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file, of which those are fetched that are asked for. */
interface Bytes {

  /** How many there are. */
  long size();

  /** Fetches what of these is missing. */
  void fetch(ByteRanges ranges);

  /** Reads some, fetching them if need be. */
  ByteBuffer read(ByteRange range) throws IOException;
}
