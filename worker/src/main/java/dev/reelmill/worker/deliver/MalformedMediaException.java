package dev.reelmill.worker.deliver;

/** A file is not the fragmented MP4 that it should be; the message says where and why. */
public final class MalformedMediaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedMediaException(String message) {
    super(message);
  }
}
