package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.publish.VideoStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A state of a video that was seen.
 *
 * @param id a hash of it
 * @param last whether it will not change any more
 */
record Snapshot(String id, String json, boolean last) {

  /** There is no such video. */
  static final Snapshot NONE = new Snapshot("none", "", true);

  boolean isNone() {
    return json.isEmpty();
  }

  static Snapshot of(VideoStatus status) {
    String json = StatusJson.of(status);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return new Snapshot(HexFormat.of().formatHex(hash, 0, 8), json, status.settled());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
