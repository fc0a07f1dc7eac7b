package dev.reelmill.common.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UrlSignerTest {

  private static final String BASE = "http://host:8080/objects";
  private static final String KEY = "videos/abc/720p/0003-17.mp4";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pattern URL =
      Pattern.compile("(.*)/(videos/[^?]*)\\?expires=(\\d+)&signature=([A-Za-z0-9_-]{43})");

  private record Signed(long expires, String signature) {}

  @Test
  void url_names_base_key_and_expiry() {
    Matcher matcher = URL.matcher(signer(NOW).sign(BASE, "GET", KEY, HOUR));
    assertThat(matcher.matches()).isTrue();
    assertThat(matcher.group(1)).isEqualTo(BASE);
    assertThat(matcher.group(2)).isEqualTo(KEY);
    assertThat(matcher.group(3)).isEqualTo(Long.toString(NOW.plus(HOUR).getEpochSecond()));
  }

  @Test
  void allows_until_it_expires() {
    Signed signed = sign("GET", KEY);
    assertThat(allowed(NOW, "GET", KEY, signed)).isTrue();
    assertThat(allowed(NOW.plus(HOUR), "GET", KEY, signed)).isTrue();
    assertThat(allowed(NOW.plus(HOUR).plusSeconds(1), "GET", KEY, signed)).isFalse();
  }

  @Test
  void nothing_of_it_can_be_changed() {
    Signed signed = sign("GET", KEY);
    assertThat(allowed(NOW, "PUT", KEY, signed)).isFalse();
    assertThat(allowed(NOW, "GET", KEY + "x", signed)).isFalse();
    assertThat(allowed(NOW, "GET", KEY, new Signed(signed.expires() + 1, signed.signature())))
        .isFalse();
    String other =
        (signed.signature().startsWith("A") ? "B" : "A") + signed.signature().substring(1);
    assertThat(allowed(NOW, "GET", KEY, new Signed(signed.expires(), other))).isFalse();
    assertThat(allowed(NOW, "GET", KEY, new Signed(signed.expires(), ""))).isFalse();
  }

  @Test
  void another_secret_signs_differently() {
    Signed signed = sign("GET", KEY);
    UrlSigner other = new UrlSigner(secret('b'), Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(other.allows("GET", KEY, signed.expires(), signed.signature())).isFalse();
  }

  @Test
  void short_secret_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UrlSigner(new byte[31], Clock.systemUTC()))
        .withMessageContaining("32 bytes");
  }

  private static Signed sign(String method, String key) {
    Matcher matcher = URL.matcher(signer(NOW).sign(BASE, method, key, HOUR));
    assertThat(matcher.matches()).isTrue();
    return new Signed(Long.parseLong(matcher.group(3)), matcher.group(4));
  }

  private static boolean allowed(Instant at, String method, String key, Signed signed) {
    return signer(at).allows(method, key, signed.expires(), signed.signature());
  }

  private static UrlSigner signer(Instant at) {
    return new UrlSigner(secret('a'), Clock.fixed(at, ZoneOffset.UTC));
  }

  private static byte[] secret(char letter) {
    return Character.toString(letter).repeat(32).getBytes(StandardCharsets.US_ASCII);
  }
}
