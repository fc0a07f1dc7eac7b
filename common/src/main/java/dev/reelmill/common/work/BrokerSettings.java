package dev.reelmill.common.work;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the broker.
 *
 * @param url Artemis connection URL
 * @param user name there; empty if the certificate says who this is
 * @param password of that name
 * @param tls certificates, for a connection by TLS
 */
public record BrokerSettings(String url, String user, String password, @Nullable BrokerTls tls) {

  public static final Setting<String> URL =
      Setting.text(
          "broker.url",
          null,
          "Artemis connection URL, such as tcp://host:61616; of a pair of brokers"
              + " (tcp://one:61616,tcp://other:61616)");
  public static final Setting<String> USER =
      Setting.text("broker.user", null, "User name at the broker");
  public static final Setting<String> PASSWORD =
      Setting.text("broker.password", null, "Password at the broker");

  public static final List<Setting<?>> ALL =
      Stream.concat(Stream.of(URL, USER, PASSWORD), BrokerTls.ALL.stream()).toList();

  /** Without TLS. */
  public BrokerSettings(String url, String user, String password) {
    this(url, user, password, null);
  }

  public static BrokerSettings from(Settings settings) {
    BrokerTls tls = BrokerTls.from(settings).orElse(null);
    if (tls == null) {
      return new BrokerSettings(settings.get(URL), settings.get(USER), settings.get(PASSWORD));
    }
    return new BrokerSettings(
        settings.get(URL), settings.find(USER).orElse(""), settings.find(PASSWORD).orElse(""), tls);
  }

  /** The URL with all that a connection needs; it holds passwords of the stores. */
  public String connectionUrl() {
    // A client of one of two goes to the other when that one is gone.
    String base = isPair() && !url.contains("ha=") ? with(url, "ha=true") : url;
    return tls == null ? base : with(base, tls.parameters());
  }

  /**
   * What this program has to know before it connects: that its stores can be opened, and that those
   * of a pair also hold for the connections that one broker tells it how to make to the other.
   *
   * @throws dev.reelmill.common.failure.ReelmillException if a store can't be opened
   */
  public void prepareProgram() {
    if (tls == null) {
      return;
    }
    tls.check();
    if (isPair()) {
      tls.makeDefault();
    }
  }

  private boolean isPair() {
    return url.startsWith("(");
  }

  private static String with(String url, String parameters) {
    return url + (url.indexOf('?', url.indexOf(')') + 1) >= 0 ? "&" : "?") + parameters;
  }

  @Override
  public String toString() {
    return "BrokerSettings[" + url + " as " + user + "]";
  }
}
