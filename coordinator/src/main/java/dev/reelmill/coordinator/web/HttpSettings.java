package dev.reelmill.coordinator.web;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the site and the API are served.
 *
 * @param host address to listen on; loopback by default, as a farm in a box is for one person
 * @param port 0 takes any free one
 * @param publicUrl as browsers and workers reach it, if a front server stands between
 * @param accelPrefix where nginx has the store's objects folder as an internal location
 * @param drainTime what running requests have to end when the program stops
 */
public record HttpSettings(
    String host,
    int port,
    @Nullable URI publicUrl,
    @Nullable String accelPrefix,
    Duration drainTime) {

  public static final Setting<String> HOST =
      Setting.text(
          "http.host",
          "127.0.0.1",
          "Address to listen on; 0.0.0.0 opens the site to other machines");
  public static final Setting<Integer> PORT =
      Setting.number("http.port", "8080", 0, 65_535, "Port to listen on; 0 takes any free one");
  public static final Setting<URI> PUBLIC_URL =
      url("http.public-url", "How browsers and workers reach the site, if not by host and port");
  public static final Setting<String> ACCEL_PREFIX =
      new Setting<>(
          "http.accel-prefix",
          "path",
          null,
          "Internal location of nginx that is an alias of the store's objects folder; media are"
              + " then sent by X-Accel-Redirect",
          HttpSettings::parsePrefix);

  public static final Setting<Duration> DRAIN_TIME =
      Setting.duration(
          "http.drain-time",
          "10s",
          "How long running requests may go on when the program stops; a farm in a box gives them"
              + " 3 s");

  public static final List<Setting<?>> ALL =
      List.of(HOST, PORT, PUBLIC_URL, ACCEL_PREFIX, DRAIN_TIME);

  public static HttpSettings from(Settings settings) {
    return new HttpSettings(
        settings.get(HOST),
        settings.get(PORT),
        settings.find(PUBLIC_URL).orElse(null),
        settings.find(ACCEL_PREFIX).orElse(null),
        settings.get(DRAIN_TIME));
  }

  /** A setting that is a URL, kept without a slash at its end; it has no default. */
  public static Setting<URI> url(String key, String meaning) {
    return new Setting<>(key, "URL", null, meaning, HttpSettings::parseUrl);
  }

  private static URI parseUrl(String text) {
    URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
      throw new IllegalArgumentException("'" + text + "' is not a URL such as https://host.name");
    }
    return url;
  }

  private static String parsePrefix(String text) {
    if (!text.startsWith("/") || !text.endsWith("/")) {
      throw new IllegalArgumentException("'" + text + "' does not begin and end with a slash");
    }
    return text;
  }
}
