package dev.reelmill.worker.deliver;

import dev.reelmill.common.work.UploadTarget;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one attempt that are sent while they are written, where the store takes a file whose
 * size is not known yet: a farm's own does, a bucket wants size and checksum with its one signed
 * PUT. Used by one thread.
 */
public final class EarlyUploads implements AutoCloseable {

  private final HttpClient client;
  private final Map<String, EarlyUpload> byKey = new HashMap<>();

  EarlyUploads(HttpClient client) {
    this.client = client;
  }

  /**
   * Sends a file from now on.
   *
   * @param file that will be written from its beginning to its end, and not changed
   */
  public void begin(Path file, UploadTarget target) {
    if (target.checksum() != UploadTarget.Checksum.MD5) {
      byKey.put(target.key(), new EarlyUpload(client, file, target));
    }
  }

  Optional<EarlyUpload> of(UploadTarget target) {
    return Optional.ofNullable(byKey.get(target.key()));
  }

  /** Breaks off what is not finished; the store keeps nothing of it. */
  @Override
  public void close() {
    byKey.values().forEach(EarlyUpload::close);
  }
}
