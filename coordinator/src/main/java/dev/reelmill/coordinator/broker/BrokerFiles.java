package dev.reelmill.coordinator.broker;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a broker that runs by itself, as files of its folder {@code etc}: what the
 * embedded one is like, with TLS on both sides, where the certificate of whoever connects tells its
 * role.
 */
public final class BrokerFiles {

  /** Of the entry in {@code login.config}. */
  static final String LOGIN = "reelmill";

  /** System property with the password of the broker's key store. */
  static final String KEY_PASSWORD = "reelmill.broker.key-store-password";

  /** System property with the password of the broker's trust store. */
  static final String TRUST_PASSWORD = "reelmill.broker.trust-store-password";

  private BrokerFiles() {}

  /**
   * Where the broker listens, and with what.
   *
   * @param host address to listen on
   * @param port on it
   * @param keyStore PKCS #12, with the broker's key and certificate
   * @param trustStore PKCS #12, with the certificate of the authority that signs coordinators' and
   *     workers'
   * @param pair if it is one of two
   */
  public record Listening(
      String host, int port, Path keyStore, Path trustStore, @Nullable BrokerPair pair) {

    private static final String TLS = "sslEnabled=true;enabledProtocols=TLSv1.3";

    /** One that is alone. */
    public Listening(String host, int port, Path keyStore, Path trustStore) {
      this(host, port, keyStore, trustStore, null);
    }

    String acceptor() {
      return "tcp://%s:%d?protocols=CORE;needClientAuth=true;%s".formatted(host, port, tls());
    }

    /**
     * How one broker of a pair reaches another, and what both tell their clients of each other. So
     * no store is named here: everybody takes their own, see {@link BrokerTls#makeDefault}.
     */
    String connector(String address) {
      return "tcp://%s?verifyHost=true;%s".formatted(address, TLS);
    }

    private String tls() {
      return String.join(
          ";",
          TLS,
          "keyStoreType=PKCS12",
          "keyStorePath=" + keyStore,
          "keyStorePassword=${" + KEY_PASSWORD + "}",
          "trustStoreType=PKCS12",
          "trustStorePath=" + trustStore,
          "trustStorePassword=${" + TRUST_PASSWORD + "}");
    }
  }

  /** Names of the files, and what is in them. */
  public static Map<String, String> of(Listening listening) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("broker.xml", BrokerXml.of(listening));
    files.put(
        "login.config",
        """
        %s {
          org.apache.activemq.artemis.spi.core.security.jaas.TextFileCertificateLoginModule required
            reload=true
            org.apache.activemq.jaas.textfiledn.user="certificate-users.properties"
            org.apache.activemq.jaas.textfiledn.role="certificate-roles.properties";
        };
        """
            .formatted(LOGIN));
    files.put(
        "certificate-users.properties", user(BrokerLayout.COORDINATOR) + user(BrokerLayout.WORKER));
    files.put(
        "certificate-roles.properties", role(BrokerLayout.COORDINATOR) + role(BrokerLayout.WORKER));
    return files;
  }

  /**
   * Certificates of this role: the unit is the role, and the name has nothing in it that could look
   * like another unit.
   */
  private static String user(String role) {
    return role + "=/CN=[A-Za-z0-9._-]+, ?OU=reelmill-" + role + "(,.*)?/\n";
  }

  private static String role(String role) {
    return role + "=" + role + "\n";
  }

  /**
   * Writes them; files of these names are replaced.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if the folder can't be written
   */
  public static void write(Listening listening, Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : of(listening).entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID, "can't write to " + folder + ": " + e.getMessage(), e);
    }
  }
}
