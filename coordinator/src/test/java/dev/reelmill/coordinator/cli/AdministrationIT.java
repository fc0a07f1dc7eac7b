package dev.reelmill.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.farm.FarmFixture;
import dev.reelmill.coordinator.publish.VideoStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administration's commands against a farm that runs. */
class AdministrationIT {

  @TempDir static Path folder;
  static FarmFixture farm;

  @BeforeAll
  static void start() {
    farm = new FarmFixture(folder.resolve("data"), 1);
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void jobs_are_listed_shown_and_taken_up_again() throws Exception {
    VideoStatus refused = farm.awaitEnd(farm.submit(words("refused.mp4")));
    String job = Long.toString(refused.job());

    assertThat(run("jobs", "list").out())
        .startsWith("JOB  VIDEO")
        .containsPattern(
            "(?m)^" + job + " +" + refused.video() + " +failed +\\d/\\d+ +0 +\\S+Z +test$");
    assertThat(run("jobs", "list", "--state", "published").out()).hasLineCount(1);
    assertThat(json("jobs", "list", "--state=failed").findValuesAsText("job")).contains(job);
    assertThat(json("jobs", "list", "--limit=0")).isEmpty();

    assertThat(run("jobs", "show", job).out())
        .contains("Job " + job + " of video " + refused.video() + ", 'test', is failed")
        .contains("It failed: ")
        .containsPattern("(?m)^ORDER +KIND +SEGMENT +STATE +ATTEMPT +WORKER +RESULT +WHY$")
        .containsPattern("worker-1 +failed +source-not-media");
    assertThat(json("jobs", "show", job).path("orders")).isNotEmpty();

    CommandRun requeued = run("jobs", "requeue", job);
    assertThat(requeued.out()).startsWith("Job " + job).hasLineCount(1);
    assertThat(farm.awaitEnd(refused.video()).failureCode()).isEqualTo(refused.failureCode());
  }

  @Test
  void what_the_farm_refuses_is_one_line_and_an_exit_code() throws Exception {
    String job = Long.toString(farm.awaitEnd(farm.submit(words("more.mp4"))).job());
    assertRefused(1, "is failed", "jobs", "cancel", job);
    assertRefused(1, "there is no job", "jobs", "show", "4711");
    assertRefused(2, "dancing", "jobs", "list", "--state=dancing");
    assertRefused(2, "limit is '-1'", "jobs", "list", "--limit=-1");
  }

  @Test
  void workers_are_listed() {
    assertThat(run("workers", "list").out())
        .startsWith("WORKER")
        .containsPattern("(?m)^worker-1 +\\S+ +alive +0 +1 +");
    assertThat(json("workers", "list").findValuesAsText("worker")).containsExactly("worker-1");
  }

  @Test
  void a_farm_elsewhere_is_reached_by_address_and_token() throws Exception {
    String url = farm.farm.coordinator().url().toString();
    Path token = folder.resolve("data/secrets/admin-token");
    Path wrong = Files.writeString(folder.resolve("wrong"), "guess");

    CommandRun right =
        CommandRun.of("workers", "list", "--url", url, "--token-file", token.toString());
    assertThat(right.out()).contains("worker-1");
    CommandRun refused =
        CommandRun.of("workers", "list", "--url", url, "--token-file", wrong.toString());
    assertThat(refused.err()).contains("token").hasLineCount(1);
    assertThat(refused.exitCode()).isEqualTo(1);
  }

  @Test
  void something_else_at_the_address_is_said_to_be_no_farm() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("<h1>Hello</h1>".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    other.start();
    try {
      String url = "http://127.0.0.1:" + other.getAddress().getPort();
      CommandRun run = run("jobs", "list", "--url", url);
      assertThat(run.err()).contains("is no farm").hasLineCount(1);
      assertThat(run.exitCode()).isEqualTo(1);
    } finally {
      other.stop(0);
    }
  }

  private static void assertRefused(int exitCode, String saying, String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.err()).startsWith("reelmill: ").contains(saying).hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  private static JsonNode json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    CommandRun run = run(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Json.tree(run.out());
  }

  private static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + folder.resolve("data"));
    return CommandRun.of(all);
  }

  private static Path words(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "no video at all");
  }
}
