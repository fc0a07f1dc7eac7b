package dev.reelmill.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.log.LogSettings.LogFormat;
import dev.reelmill.common.log.LogSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands on standard error, in both formats. */
class LoggingTest {

  private static final Logger log = LoggerFactory.getLogger(LoggingTest.class);

  private final PrintStream before = System.err;

  @AfterEach
  void restore() {
    System.setErr(before);
    Logging.configure(new LogSettings(LogLevel.WARN, LogFormat.TEXT));
  }

  @Test
  void json_has_one_object_a_line_with_the_ids_of_what_it_concerns() {
    List<String> lines =
        logged(
            LogFormat.JSON,
            () -> {
              try (LogContext context = LogContext.open()) {
                context
                    .with(LogContext.VIDEO, "ab12")
                    .with(LogContext.ORDER, 7)
                    .with(LogContext.ATTEMPT, 3);
                log.info("{} segments\nof \"one\"", 4);
              }
              log.warn("it failed", new IllegalStateException("why", new RuntimeException("root")));
            });

    assertThat(lines).hasSize(2);
    JsonNode first = Json.tree(lines.getFirst());
    assertThat(first.path("level").asText()).isEqualTo("INFO");
    assertThat(first.path("loggerName").asText()).isEqualTo(LoggingTest.class.getName());
    assertThat(first.path("formattedMessage").asText()).isEqualTo("4 segments\nof \"one\"");
    assertThat(first.path("mdc").path("video").asText()).isEqualTo("ab12");
    assertThat(first.path("mdc").path("order").asText()).isEqualTo("7");
    assertThat(first.path("mdc").path("attempt").asText()).isEqualTo("3");
    assertThat(Instant.ofEpochMilli(first.path("timestamp").asLong()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    JsonNode second = Json.tree(lines.getLast());
    assertThat(second.path("mdc")).as("ids of a context that is closed").isEmpty();
    JsonNode thrown = second.path("throwable");
    assertThat(thrown.path("message").asText()).isEqualTo("why");
    assertThat(thrown.path("cause").path("message").asText()).isEqualTo("root");
    assertThat(thrown.path("stepArray")).isNotEmpty();
  }

  @Test
  void text_names_the_ids_before_the_message() {
    List<String> lines =
        logged(
            LogFormat.TEXT,
            () -> {
              try (LogContext context = LogContext.open()) {
                context.with(LogContext.VIDEO, "ab12").with(LogContext.ORDER, 7);
                log.info("encoded");
              }
              log.info("idle");
              log.debug("not at this level");
            });

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO +LoggingTest: \\[order=7 video=ab12] encoded");
    assertThat(lines.getLast()).endsWith("LoggingTest: idle");
  }

  @Test
  void libraries_are_quiet_at_info() {
    List<String> lines =
        logged(
            LogFormat.TEXT,
            () -> {
              LoggerFactory.getLogger("org.apache.camel.impl.Anything").info("started");
              LoggerFactory.getLogger("org.apache.activemq.audit.base").error("authenticated");
              LoggerFactory.getLogger("org.quartz.Anything").warn("late");
            });
    assertThat(lines).singleElement().asString().endsWith("late");
  }

  @Test
  void a_library_that_lost_its_connection_says_why_in_one_line() {
    Exception lost = new IllegalStateException("no", new IOException("refused"));
    List<String> lines =
        logged(
            LogFormat.TEXT,
            () -> {
              LoggerFactory.getLogger("org.springframework.jms.Anything").warn("lost", lost);
              log.warn("own", lost);
            });

    assertThat(lines.getFirst()).endsWith("Anything: lost");
    assertThat(lines.get(1)).isEqualTo("  because of java.io.IOException: refused");
    assertThat(lines.get(2)).endsWith("LoggingTest: own");
    assertThat(lines.subList(3, lines.size()))
        .as("what is not expected has its stack trace")
        .contains("java.lang.IllegalStateException: no", "Caused by: java.io.IOException: refused")
        .anyMatch(line -> line.startsWith("\tat "));
  }

  @Test
  void libraries_are_no_louder_than_the_rest() {
    Logging.configure(new LogSettings(LogLevel.ERROR, LogFormat.TEXT));

    assertThat(LoggerFactory.getLogger("com.zaxxer.hikari.Anything").isWarnEnabled()).isFalse();
  }

  private static List<String> logged(LogFormat format, Runnable work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    Logging.configure(new LogSettings(LogLevel.INFO, format));
    work.run();
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
