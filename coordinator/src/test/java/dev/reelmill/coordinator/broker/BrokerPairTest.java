package dev.reelmill.coordinator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.broker.BrokerFiles.Listening;
import dev.reelmill.coordinator.broker.BrokerPair.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerPairTest {

  @TempDir Path folder;

  private static Listening listening(Part part) {
    return new Listening(
        "h", 1, Path.of("key.p12"), Path.of("trust.p12"), new BrokerPair(part, "a:1", "b:1"));
  }

  /** A broker sends it to each of its clients. */
  @ParameterizedTest
  @EnumSource
  void way_to_the_other_one_holds_no_store_and_no_password(Part part) {
    assertThat(BrokerXml.of(listening(part)).lines())
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
  void one_of_a_pair_needs_the_password_of_the_pair() {
    BrokerFiles.write(listening(Part.BACKUP), folder);

    assertThatThrownBy(
            () ->
                new StandaloneBroker(
                    folder, folder.resolve("instance"), new StandaloneBroker.Passwords("k", "t")))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("broker-pair.password");
  }

  @ParameterizedTest
  @CsvSource({"broker,other:1", "broker:1,other", "'',other:1", "same:1,same:1"})
  void addresses_that_cannot_be_are_refused(String address, String other) {
    assertThatThrownBy(() -> new BrokerPair(Part.PRIMARY, address, other))
        .isInstanceOf(ReelmillException.class);
  }
}
