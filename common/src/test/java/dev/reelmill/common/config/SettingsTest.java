package dev.reelmill.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private enum Mode {
    QUICK,
    VERY_THOROUGH
  }

  private static final Setting<Integer> PORT =
      Setting.number("http.port", "8080", 0, 65_535, "Port to listen on");
  private static final Setting<String> URL =
      Setting.text("broker.url", null, "Where the broker is");
  private static final Setting<Duration> LEASE = Setting.duration("farm.lease", "30s", "How long");
  private static final Setting<Long> MOST = Setting.size("upload.max-size", "50G", "The most");
  private static final Setting<Boolean> OPEN = Setting.flag("site.open", "false", "Whether");
  private static final Setting<Mode> MODE =
      Setting.choice("farm.mode", "quick", Mode.class, "How it works");
  private static final List<Setting<?>> ALL = List.of(PORT, URL, LEASE, MOST, OPEN, MODE);

  @TempDir Path folder;

  @Test
  void defaults_hold_when_nobody_sets_anything() {
    Settings settings = read(Map.of(), Map.of());

    assertThat(settings.get(PORT)).isEqualTo(8080);
    assertThat(settings.get(LEASE)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(MOST)).isEqualTo(50L << 30);
    assertThat(settings.get(OPEN)).isFalse();
    assertThat(settings.get(MODE)).isEqualTo(Mode.QUICK);
    assertThat(settings.find(URL)).isEmpty();
  }

  @Test
  void file_wins_over_default_environment_over_file_flag_over_environment() throws IOException {
    Path file = file("http.port = 1\nfarm.lease = 1s\nbroker.url = tcp://file \n");
    Map<String, String> environment =
        Map.of("REELMILL_HTTP_PORT", "2", "REELMILL_FARM_LEASE", "2s", "PATH", "/bin");
    Settings settings = Settings.read(ALL, List.of(), file, environment, Map.of("http.port", "3"));

    assertThat(settings.get(PORT)).isEqualTo(3);
    assertThat(settings.get(LEASE)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.get(URL)).isEqualTo("tcp://file");
    assertThat(settings.get(MODE)).isEqualTo(Mode.QUICK);
  }

  @Test
  void variable_is_named_after_the_key() {
    assertThat(MOST.environmentName()).isEqualTo("REELMILL_UPLOAD_MAX_SIZE");
    assertThat(read(Map.of("REELMILL_UPLOAD_MAX_SIZE", "1K"), Map.of()).get(MOST)).isEqualTo(1024);
  }

  @Test
  void unknown_key_names_the_nearest_known_one_and_where_it_stands() throws IOException {
    Path file = file("http.prot = 1\n");
    assertInvalid(() -> Settings.read(ALL, List.of(), file, Map.of(), Map.of()))
        .withMessage("unknown setting http.prot in " + file + "; did you mean http.port?");
    assertInvalid(() -> read(Map.of(), Map.of("upload.maxsize", "1")))
        .withMessage(
            "unknown setting upload.maxsize in the command line; did you mean upload.max-size?");
    assertInvalid(() -> read(Map.of("REELMILL_BROKER_URI", "x"), Map.of()))
        .withMessage(
            "unknown setting REELMILL_BROKER_URI in the environment; did you mean"
                + " REELMILL_BROKER_URL?");
  }

  @Test
  void variables_of_others_and_of_tests_are_no_settings() {
    Settings settings = read(Map.of("HOME", "/", "REELMILL_TEST_MEDIA", "/clips"), Map.of());
    assertThat(settings.forwarded()).isEmpty();
  }

  @Test
  void bad_value_names_key_place_and_form() {
    assertInvalid(() -> read(Map.of("REELMILL_HTTP_PORT", "65536"), Map.of()))
        .withMessage(
            "http.port in the environment (REELMILL_HTTP_PORT): '65536' is not a whole number from"
                + " 0 to 65535");
    assertInvalid(() -> read(Map.of(), Map.of("farm.mode", "slow")))
        .withMessage("farm.mode in the command line: 'slow' is not one of quick, very-thorough");
    assertInvalid(() -> read(Map.of(), Map.of("site.open", "yes")))
        .withMessageContaining("'yes' is not one of true, false");
  }

  @Test
  void missing_value_says_how_to_set_it() {
    assertInvalid(() -> read(Map.of(), Map.of()).get(URL))
        .withMessageContainingAll("broker.url", "REELMILL_BROKER_URL", "--set broker.url=");
  }

  @Test
  void missing_file_is_named() {
    Path file = folder.resolve("none.properties");
    assertInvalid(() -> Settings.read(ALL, List.of(), file, Map.of(), Map.of()))
        .withMessageContaining(file.toString());
  }

  @Test
  void settings_of_another_program_are_handed_on_unread() throws IOException {
    Path file = file("worker.slots = 1\nworker.scratch = /a\n");
    Settings settings =
        Settings.read(
            ALL,
            List.of("worker."),
            file,
            Map.of("REELMILL_WORKER_SLOTS", "2", "REELMILL_WORKER_NAME", "w"),
            Map.of("worker.name", "v"));

    assertThat(settings.forwarded())
        .containsOnly(
            Map.entry("REELMILL_WORKER_SLOTS", "2"),
            Map.entry("REELMILL_WORKER_SCRATCH", "/a"),
            Map.entry("REELMILL_WORKER_NAME", "v"));
  }

  @Test
  void one_more_on_top_leaves_the_original_as_it_was() {
    Settings settings = read(Map.of(), Map.of("http.port", "1"));
    assertThat(settings.with(PORT, "2").get(PORT)).isEqualTo(2);
    assertThat(settings.get(PORT)).isEqualTo(1);
  }

  @Test
  void setting_declared_twice_is_a_defect() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.read(List.of(PORT, PORT), List.of(), null, Map.of(), Map.of()))
        .withMessageContaining("http.port");
  }

  @Test
  void durations_and_sizes_have_units() {
    assertThat(LEASE.parser().apply("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(LEASE.parser().apply("5 m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(LEASE.parser().apply("2h")).isEqualTo(Duration.ofHours(2));
    assertThat(LEASE.parser().apply("7d")).isEqualTo(Duration.ofDays(7));
    assertThat(MOST.parser().apply("17")).isEqualTo(17);
    assertThat(MOST.parser().apply("500M")).isEqualTo(500L << 20);
    assertThat(MOST.parser().apply("2 TiB")).isEqualTo(2L << 40);
    for (String text :
        List.of("", "s", "-1s", "1.5h", "10", "1w", "99999999999999999999d", "999999999999999d")) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> LEASE.parser().apply(text));
    }
    for (String text : List.of("", "G", "-1G", "1.5G", "1P", "99999999999999999999", "8388608T")) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> MOST.parser().apply(text));
    }
    assertThat(MOST.parser().apply("8388607T")).isEqualTo(8_388_607L << 40);
  }

  private static ThrowableAssertAlternative<ReelmillException> assertInvalid(
      ThrowingCallable call) {
    return assertThatExceptionOfType(ReelmillException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.INVALID));
  }

  private static Settings read(Map<String, String> environment, Map<String, String> flags) {
    return Settings.read(ALL, List.of(), null, environment, flags);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("reelmill.properties"), text);
  }
}
