package dev.reelmill.worker.fetch;

/** What of a file has to be there for what is to be done with it. */
sealed interface Wanted {

  /** Some of it. */
  record Some(ByteRanges ranges) implements Wanted {}

  /** All of it, as its index does not tell what is needed. */
  record All(String why) implements Wanted {}
}
