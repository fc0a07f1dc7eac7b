package dev.reelmill.coordinator.upload;

import dev.reelmill.common.fault.CrashPoint;
import dev.reelmill.common.fault.CrashPoints;
import dev.reelmill.coordinator.store.PartialObjects;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import org.jspecify.annotations.Nullable;

/** Writes the bytes of one request to their upload, and answers how far it is. */
final class Arrival {

  private final Uploads uploads;
  private final PartialObjects partial;

  Arrival(Uploads uploads) {
    this.uploads = uploads;
    this.partial = uploads.partial();
  }

  /** The new offset; sets the answer's headers. */
  long receive(Exchange exchange, Upload upload, long offset) throws IOException {
    if (exchange.contentLength() > upload.lengthBytes() - offset) {
      throw tooMuch(upload);
    }
    Checksum checksum = exchange.header("Upload-Checksum").map(Checksum::of).orElse(null);
    long now;
    try {
      now = write(exchange, upload, offset, checksum);
    } catch (IOException | RuntimeException e) {
      if (checksum != null && partial.size(upload.id()).isPresent()) {
        // bytes that can't be checked any more count as not sent
        partial.truncate(upload.id(), offset);
      }
      throw e;
    }
    if (now == upload.lengthBytes()) {
      CrashPoints.reached(CrashPoint.UPLOAD_ARRIVED);
    }
    uploads.touch(upload, now);
    answer(exchange, upload, now);
    return now;
  }

  private long write(Exchange exchange, Upload upload, long offset, @Nullable Checksum checksum)
      throws IOException {
    InputStream body =
        checksum == null
            ? exchange.body()
            : new DigestInputStream(exchange.body(), checksum.digest());
    long now = partial.append(upload.id(), offset, body, upload.lengthBytes() - offset);
    if (body.read() >= 0) {
      partial.truncate(upload.id(), offset);
      throw tooMuch(upload);
    }
    if (checksum != null && !checksum.fits()) {
      throw new Refusal(
          460, "checksum-mismatch", "The bytes are not those of Upload-Checksum; send them again.");
    }
    return now;
  }

  /** Tells how far the upload is, and what became of it if it is complete. */
  void answer(Exchange exchange, Upload upload, long offset) {
    exchange.header("Upload-Offset", Long.toString(offset));
    if (offset == upload.lengthBytes()) {
      uploads
          .finish(upload)
          .ifPresent(
              video -> {
                exchange.header(Tus.VIDEO, video);
                Uploader.remember(exchange, upload.id(), video);
              });
    } else {
      exchange.header("Upload-Expires", Tus.date(uploads.expiry(upload.touchedAt())));
    }
  }

  private static Refusal tooMuch(Upload upload) {
    return new Refusal(
        413,
        "too-large",
        "The upload was announced with " + upload.lengthBytes() + " bytes, and more came.");
  }
}
