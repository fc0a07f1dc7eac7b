package dev.reelmill.common.work;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of a connection to the broker: this program's own, and whose it believes. Both
 * stores are PKCS #12.
 *
 * @param keyStore with this program's key and certificate
 * @param keyStorePassword of that store
 * @param trustStore with the certificate that the broker's is signed by
 * @param trustStorePassword of that store
 */
public record BrokerTls(
    Path keyStore, String keyStorePassword, Path trustStore, String trustStorePassword) {

  public static final Setting<Path> KEY_STORE =
      Setting.path(
          "broker.key-store",
          null,
          "PKCS #12 file with the key and certificate by which the broker knows this program; the"
              + " connection is then by TLS, and needs no user name");
  public static final Setting<String> KEY_STORE_PASSWORD =
      Setting.text("broker.key-store-password", null, "Password of the key store");
  public static final Setting<Path> TRUST_STORE =
      Setting.path(
          "broker.trust-store",
          null,
          "PKCS #12 file with the certificate of the authority that signed the broker's");
  public static final Setting<String> TRUST_STORE_PASSWORD =
      Setting.text("broker.trust-store-password", null, "Password of the trust store");

  private static final String STORE_TYPE = "PKCS12";

  static final List<Setting<?>> ALL =
      List.of(KEY_STORE, KEY_STORE_PASSWORD, TRUST_STORE, TRUST_STORE_PASSWORD);

  /**
   * What is set, if a key store is.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if only a part is set
   */
  static Optional<BrokerTls> from(Settings settings) {
    if (settings.find(KEY_STORE).isEmpty() && settings.find(TRUST_STORE).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BrokerTls(
            settings.get(KEY_STORE),
            settings.get(KEY_STORE_PASSWORD),
            settings.get(TRUST_STORE),
            settings.get(TRUST_STORE_PASSWORD)));
  }

  /** As parameters of an Artemis URL. The broker's host has to be in its certificate. */
  String parameters() {
    return "sslEnabled=true&verifyHost=true&enabledProtocols=TLSv1.3"
        + ("&keyStoreType=" + STORE_TYPE)
        + ("&trustStoreType=" + STORE_TYPE)
        + ("&keyStorePath=" + encoded(keyStore.toAbsolutePath().toString()))
        + ("&keyStorePassword=" + encoded(keyStorePassword))
        + ("&trustStorePath=" + encoded(trustStore.toAbsolutePath().toString()))
        + ("&trustStorePassword=" + encoded(trustStorePassword));
  }

  /**
   * Looks whether both stores can be opened: Artemis would try again for ever.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} with the one that can't, and why
   */
  public void check() {
    check(keyStore, keyStorePassword, KEY_STORE_PASSWORD);
    check(trustStore, trustStorePassword, TRUST_STORE_PASSWORD);
  }

  private static void check(Path store, String password, Setting<String> setting) {
    try (InputStream bytes = Files.newInputStream(store)) {
      KeyStore.getInstance(STORE_TYPE).load(bytes, password.toCharArray());
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new ReelmillException(
          FailureCode.INVALID, "the store %s is not there, or may not be read".formatted(store), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "%s can't be opened as PKCS #12 with %s: %s"
              .formatted(store, setting.key(), e.getMessage()),
          e);
    }
  }

  /**
   * Makes these the stores of all connections of this JVM to brokers, those too that Artemis makes
   * by what one broker of a pair says of the other: that holds no stores, which are nobody else's
   * business. Artemis knows no other way to tell it, hence not two of these in one program.
   *
   * <p>The names are those of <a
   * href="https://artemis.apache.org/components/artemis/documentation/latest/configuring-transports.html">its
   * manual</a>.
   */
  public void makeDefault() {
    System.setProperty("org.apache.activemq.ssl.keyStore", keyStore.toAbsolutePath().toString());
    System.setProperty("org.apache.activemq.ssl.keyStoreType", STORE_TYPE);
    System.setProperty("org.apache.activemq.ssl.keyStorePassword", keyStorePassword);
    System.setProperty(
        "org.apache.activemq.ssl.trustStore", trustStore.toAbsolutePath().toString());
    System.setProperty("org.apache.activemq.ssl.trustStoreType", STORE_TYPE);
    System.setProperty("org.apache.activemq.ssl.trustStorePassword", trustStorePassword);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "BrokerTls[" + keyStore + ", " + trustStore + "]";
  }
}
