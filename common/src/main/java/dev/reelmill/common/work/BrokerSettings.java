package dev.reelmill.common.work;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.util.List;

/**
 * How to reach the broker.
 *
 * @param url Artemis connection URL
 * @param user name there
 * @param password of that name
 */
public record BrokerSettings(String url, String user, String password) {

  public static final Setting<String> URL =
      Setting.text("broker.url", null, "Artemis connection URL, such as tcp://host:61616");
  public static final Setting<String> USER =
      Setting.text("broker.user", null, "User name at the broker");
  public static final Setting<String> PASSWORD =
      Setting.text("broker.password", null, "Password at the broker");

  public static final List<Setting<?>> ALL = List.of(URL, USER, PASSWORD);

  public static BrokerSettings from(Settings settings) {
    return new BrokerSettings(settings.get(URL), settings.get(USER), settings.get(PASSWORD));
  }

  @Override
  public String toString() {
    return "BrokerSettings[" + url + " as " + user + "]";
  }
}
