package dev.reelmill.coordinator.bench;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;

/** Data of tasks that are bytes already: nothing is faster. */
final class AsItIs implements Serializer {

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] serialize(Object data) {
    return (byte[]) data;
  }

  @Override
  public <T> T deserialize(Class<T> type, byte[] data) {
    return type.cast(data);
  }
}
