package dev.reelmill.coordinator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.broker.BrokerFiles.Listening;
import dev.reelmill.coordinator.broker.BrokerPair.Part;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerPairTest {

  @TempDir Path folder;

  private static Listening listening(Part part, Path store) {
    return new Listening("h", 1, store, store, new BrokerPair(part, "a:1", "b:1"));
  }

  /** A broker sends it to each of its clients. */
  @ParameterizedTest
  @EnumSource
  void way_to_the_other_one_holds_no_store_and_no_password(Part part) {
    assertThat(BrokerXml.of(listening(part, Path.of("secret.p12"))).lines())
        .filteredOn(line -> line.contains("<connector "))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("sslEnabled=true", "verifyHost=true")
                    .doesNotContainIgnoringCase("store")
                    .doesNotContainIgnoringCase("password"));
  }

  @Test
  void one_of_a_pair_needs_the_password_of_the_pair() throws Exception {
    Path store = store("secret");
    BrokerFiles.write(listening(Part.BACKUP, store), folder);

    assertRefused("secret", "broker-pair.password");
  }

  @Test
  void store_that_cannot_be_opened_is_told_at_once() throws Exception {
    Path store = store("secret");
    BrokerFiles.write(listening(Part.PRIMARY, store), folder);

    assertRefused("wrong", store + " can't be opened");
    Files.delete(store);
    assertRefused("secret", store + " is not there");
  }

  private Path store(String password) throws Exception {
    Path file = folder.resolve("store.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  private void assertRefused(String password, String reason) {
    Path instance = folder.resolve("instance");
    var passwords = new StandaloneBroker.Passwords(password, password);
    assertThatThrownBy(() -> new StandaloneBroker(folder, instance, passwords))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"broker,other:1", "broker:1,other", "'',other:1", "same:1,same:1"})
  void addresses_that_cannot_be_are_refused(String address, String other) {
    assertThatThrownBy(() -> new BrokerPair(Part.PRIMARY, address, other))
        .isInstanceOf(ReelmillException.class);
  }
}
