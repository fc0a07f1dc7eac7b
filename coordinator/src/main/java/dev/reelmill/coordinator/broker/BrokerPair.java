package dev.reelmill.coordinator.broker;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.util.Locale;

/**
 * One of two brokers of which one serves, and the other holds a copy and waits.
 *
 * @param part which of the two this is
 * @param address host and port by which everybody, the other one too, reaches this one
 * @param other the same of the other one
 */
public record BrokerPair(Part part, String address, String other) {

  /** Of whoever speaks for the pair, from one broker to the other. */
  static final String USER = "reelmill-pair";

  /** What the two brokers know each other by. */
  public static final Setting<String> PASSWORD =
      Setting.text(
          "broker-pair.password",
          null,
          "For broker serve: the password by which the two brokers of a pair know each other");

  /** System property with that password. */
  static final String PASSWORD_PROPERTY = "reelmill.broker.pair-password";

  /** Which one serves when both can. */
  public enum Part {
    PRIMARY,
    BACKUP;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the addresses.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if one is not a host and a port
   */
  public BrokerPair {
    requireHostAndPort(address);
    requireHostAndPort(other);
    if (address.equals(other)) {
      throw new ReelmillException(
          FailureCode.INVALID, "the two brokers of a pair can't both be at " + address);
    }
  }

  private static void requireHostAndPort(String address) {
    if (!address.matches("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}")) {
      throw new ReelmillException(
          FailureCode.INVALID, "'" + address + "' is not HOST:PORT, such as broker-1:61617");
    }
  }
}
