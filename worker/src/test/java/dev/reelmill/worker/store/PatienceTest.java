package dev.reelmill.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  @Test
  void lasts_for_150_first_pauses_and_ends() throws Exception {
    Patience patience = new Patience(Duration.ofMillis(2));
    long began = System.nanoTime();

    while (patience.tryAgain()) {
      assertThat(patience.tries()).isLessThan(300);
    }

    assertThat(System.nanoTime() - began).isGreaterThan(Duration.ofMillis(300).toNanos());
    assertThat(patience.tries()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void has_five_tries_however_long_each_takes() throws Exception {
    Patience patience = new Patience(Duration.ofMillis(1));

    for (int i = 0; i < 4; i++) {
      assertThat(patience.tryAgain()).as("after try " + (i + 1)).isTrue();
      Thread.sleep(300);
    }

    assertThat(patience.tryAgain()).isFalse();
  }
}
