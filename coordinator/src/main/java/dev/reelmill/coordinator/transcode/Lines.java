package dev.reelmill.coordinator.transcode;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes bytes of UTF-8 text, and hands on each line when it is complete. Thread-safe. */
final class Lines extends OutputStream {

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final Consumer<String> to;

  Lines(Consumer<String> to) {
    this.to = to;
  }

  @Override
  public synchronized void write(int value) {
    if (value == '\n') {
      to.accept(begun.toString(StandardCharsets.UTF_8));
      begun.reset();
    } else {
      begun.write(value);
    }
  }
}
