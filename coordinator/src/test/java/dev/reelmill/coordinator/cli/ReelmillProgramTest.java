package dev.reelmill.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReelmillProgramTest {

  @TempDir Path folder;

  @Test
  void wrong_usage_exits_with_2_and_says_what_is_wrong() {
    assertUsageError("Missing required", "transcode", "a.mp4");
    assertUsageError("Missing required", "transcode", "-o", "out");
    assertUsageError("Unknown option: '--fast'", "up", "--fast");
    assertUsageError("Unmatched argument", "dance");
    assertUsageError("Invalid value for option '--port'", "up", "--port", "http");
    assertUsageError("should be in KEY=VALUE format", "doctor", "--set", "http.port");
    assertUsageError("Invalid value for positional parameter", "orders", "show", "one");
    assertUsageError("Missing required subcommand");
    assertUsageError("Missing required subcommand", "jobs");
  }

  @Test
  void unknown_setting_names_the_nearest_and_exits_with_2() {
    CommandRun outcome = CommandRun.of("up", "--data", data(), "--set", "http.prot=80");
    assertThat(outcome.err())
        .isEqualTo(
            "reelmill: unknown setting http.prot in the command line; did you mean http.port?\n");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void value_of_another_form_exits_with_2() {
    CommandRun outcome = CommandRun.of("up", "--data", data(), "--port", "99999");
    assertThat(outcome.err())
        .contains("http.port", "'99999' is not a whole number from 0 to 65535");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void impossible_farm_size_exits_with_2() {
    CommandRun outcome = CommandRun.of("up", "--data", data(), "--workers", "0");
    assertThat(outcome.err()).isEqualTo("reelmill: --workers is 0, not a number from 1 to 256\n");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void administration_without_a_farm_says_so_in_one_line_and_exits_with_1() {
    for (String[] command :
        new String[][] {{"jobs", "list"}, {"jobs", "show", "1"}, {"workers", "list"}}) {
      CommandRun outcome = CommandRun.of(with(command, "--data", data()));
      assertThat(outcome.err())
          .startsWith("reelmill: no farm runs on the data folder " + data())
          .contains("Start it with 'reelmill up'")
          .hasLineCount(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void debug_shows_where_an_error_comes_from() {
    assertThat(CommandRun.of("jobs", "list", "--debug", "--data", data()).err())
        .contains("\tat dev.reelmill");
  }

  @Test
  void help_and_version_are_printed_on_standard_output() {
    CommandRun help = CommandRun.of("--help");
    assertThat(help.out()).contains("Usage: reelmill", "transcode", "jobs");
    assertThat(help.err()).isEmpty();
    assertThat(help.exitCode()).isZero();
    for (String[] command :
        new String[][] {{}, {"jobs"}, {"jobs", "list"}, {"workers", "list"}, {"bench", "ladder"}}) {
      assertThat(CommandRun.of(with(command, "--version")).out())
          .as(String.join(" ", command))
          .startsWith("Reelmill ")
          .hasLineCount(1);
    }
  }

  private static void assertUsageError(String saying, String... arguments) {
    CommandRun outcome = CommandRun.of(arguments);
    assertThat(outcome.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
    assertThat(outcome.err()).contains(saying).doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static String[] with(String[] command, String... more) {
    String[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }
}
