package dev.reelmill.coordinator.testing;

import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.coordinator.trust.GoldenStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Objects that only have a size and a checksum. */
public final class MemoryObjects implements GoldenStore {

  private record Stored(long sizeBytes, String sha256) {}

  private final Map<String, Stored> objects = new ConcurrentHashMap<>();

  /** As if a worker had written it. */
  public void put(String key, long sizeBytes, String sha256) {
    objects.put(key, new Stored(sizeBytes, sha256));
  }

  public boolean isEmpty() {
    return objects.isEmpty();
  }

  @Override
  public String clipUrl(String key, byte[] clip) {
    put(key, clip.length, "");
    return "http://store/" + key;
  }

  @Override
  public UploadTarget target(String key) {
    return new UploadTarget(key, "http://store/" + key + "?write");
  }

  @Override
  public boolean holds(String key, long sizeBytes, String sha256) {
    return new Stored(sizeBytes, sha256).equals(objects.get(key));
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }

  @Override
  public void deleteAll(String prefix) {
    objects.keySet().removeIf(key -> key.startsWith(prefix));
  }
}
