package dev.reelmill.common.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.health.Health.Answer;
import dev.reelmill.common.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {

  private Optional<String> trouble = Optional.empty();

  private final Health health =
      new Health("site", "1.2").with("database", () -> trouble).with("store", Optional::empty);

  @Test
  void program_lives_and_says_who_it_is() {
    assertThat(health.live())
        .isEqualTo(new Answer(200, "{\"role\":\"site\",\"version\":\"1.2\",\"live\":true}"));
  }

  @Test
  void it_is_ready_while_all_parts_are_and_says_in_words_which_is_not() {
    assertThat(health.ready().status()).isEqualTo(200);
    trouble = Optional.of("no connection");
    assertThat(health.ready())
        .isEqualTo(
            new Answer(
                503,
                "{\"role\":\"site\",\"version\":\"1.2\",\"ready\":false,"
                    + "\"parts\":{\"database\":\"no connection\",\"store\":\"ok\"}}"));
    trouble = Optional.empty();
    assertThat(health.ready().status()).isEqualTo(200);
  }

  @Test
  void part_that_can_not_be_asked_is_in_trouble() {
    health.with(
        "broker",
        () -> {
          throw new IOException("refused");
        });
    assertThat(health.ready().status()).isEqualTo(503);
    assertThat(Json.tree(health.ready().json()).at("/parts/broker").asText()).isEqualTo("refused");
  }

  @Test
  void program_that_stops_lives_on_and_is_not_ready() {
    health.stopping();
    assertThat(health.live().status()).isEqualTo(200);
    assertThat(health.ready().status()).isEqualTo(503);
    assertThat(health.ready().json()).contains("told to stop");
  }

  @Test
  void question_without_an_answer_is_asked_once_and_given_up_in_time() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(1);
    BoundedPart slow =
        new BoundedPart(
            () -> {
              asked.incrementAndGet();
              answered.await();
              return Optional.empty();
            },
            Duration.ofMillis(20));
    assertThat(slow.trouble()).contains("no answer within 20 ms");
    assertThat(slow.trouble()).isPresent();
    assertThat(asked).hasValue(1);
    answered.countDown();
    BoundedPart failing =
        new BoundedPart(
            () -> {
              throw new IOException("gone");
            },
            Duration.ofSeconds(20));
    assertThat(failing.trouble()).contains("gone");
  }
}
