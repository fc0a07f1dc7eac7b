package dev.reelmill.coordinator.store;

import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.common.store.UrlSigner;
import dev.reelmill.common.work.UploadTarget;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** URLs that lend access to one object for a while, and the check of those that come back. */
public final class SignedObjects {

  /** Below a server's base URL, where signed objects are. */
  public static final String PATH = "/objects";

  private final UrlSigner signer;

  /**
   * Signs with a secret.
   *
   * @param secret at least 32 random bytes, the same for all coordinators of a farm
   */
  public SignedObjects(byte[] secret, Clock clock) {
    signer = new UrlSigner(secret, clock);
  }

  /** For GET and HEAD, with ranges. */
  public URI readUrl(URI base, String key, Duration validity) {
    return URI.create(signer.sign(under(base), "GET", ObjectKeys.checked(key), validity));
  }

  /** For PUT, once. */
  public URI writeUrl(URI base, String key, Duration validity) {
    return URI.create(signer.sign(under(base), "PUT", ObjectKeys.checked(key), validity));
  }

  /**
   * Lends by URLs of a server here.
   *
   * @param base of the server, once it serves
   */
  public ObjectLending at(Supplier<URI> base) {
    return new ObjectLending() {
      @Override
      public String readUrl(String key, Duration validity) {
        return SignedObjects.this.readUrl(base.get(), key, validity).toString();
      }

      @Override
      public UploadTarget target(String key, Duration validity) {
        return new UploadTarget(key, writeUrl(base.get(), key, validity).toString());
      }
    };
  }

  public boolean mayRead(String key, long expires, String signature) {
    return signer.allows("GET", key, expires, signature);
  }

  public boolean mayWrite(String key, long expires, String signature) {
    return signer.allows("PUT", key, expires, signature);
  }

  private static String under(URI base) {
    String text = base.toString();
    return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + PATH;
  }
}
