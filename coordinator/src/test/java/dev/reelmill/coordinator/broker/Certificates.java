package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;

/** An authority and what it signs, made by the JDK's {@code keytool}. */
final class Certificates {

  static final String PASSWORD = "of-the-stores";

  private final Path folder;
  private final Path all;

  /** Makes an authority. */
  Certificates(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.all = folder.resolve("all.p12");
    keytool("-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
  }

  /** A store with a key, and a certificate of the authority for it. */
  Path issue(String alias, String name) throws Exception {
    keytool("-alias", alias, "-dname", name, "-signer", "authority", "-ext", "san=ip:127.0.0.1");
    KeyStore from = load();
    KeyStore to = empty();
    to.setKeyEntry(
        alias,
        from.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        new Certificate[] {from.getCertificate(alias), from.getCertificate("authority")});
    return save(to, alias);
  }

  /** A store that believes the authority. */
  Path trust() throws Exception {
    KeyStore to = empty();
    to.setCertificateEntry("authority", load().getCertificate("authority"));
    return save(to, "trust");
  }

  /** What a program is told that has this certificate. */
  static BrokerTls tls(Path keyStore, Path trustStore) {
    return new BrokerTls(keyStore, PASSWORD, trustStore, PASSWORD);
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(all)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private Path save(KeyStore store, String name) throws GeneralSecurityException, IOException {
    Path file = folder.resolve(name + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                all.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("keytool.log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("keytool: " + Files.readString(log));
    }
  }
}
