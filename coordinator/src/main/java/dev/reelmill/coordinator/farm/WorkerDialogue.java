package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The worker's program as a partner that answers each line by a line: for many short tasks, of
 * which each would take less time than starting it. It ends with this program.
 */
public final class WorkerDialogue implements AutoCloseable {

  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final List<String> arguments;
  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;

  private WorkerDialogue(List<String> arguments, Process process) {
    this.arguments = arguments;
    this.process = process;
    this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it, and does not wait until it is ready.
   *
   * @param environment settings for it, as variables
   * @throws ReelmillException {@link FailureCode#INTERNAL} if it can't be started
   */
  public static WorkerDialogue start(Map<String, String> environment, String... arguments) {
    try {
      Process process = WorkerRun.builder(environment, arguments).start();
      return new WorkerDialogue(List.of(arguments), process);
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INTERNAL, "can't run the worker's program: " + e.getMessage(), e);
    }
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param line without a line break
   * @throws ReelmillException {@link FailureCode#INTERNAL} if it has ended; its own words are on
   *     standard error
   */
  public synchronized String ask(String line) {
    try {
      questions.write(line + "\n");
      questions.flush();
      String answer = answers.readLine();
      if (answer != null) {
        return answer;
      }
    } catch (IOException e) {
      throw ended(e);
    }
    throw ended(null);
  }

  private ReelmillException ended(@Nullable IOException cause) {
    return new ReelmillException(
        FailureCode.INTERNAL, "the worker's program ended at " + arguments, cause);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
