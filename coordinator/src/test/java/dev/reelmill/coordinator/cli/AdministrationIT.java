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
    String heading = run("jobs", "list", "--state", "published").out();
    assertThat(heading).hasLineCount(1);
    assertThat(Files.readString(Path.of("..", "README.md")).replaceAll(" +", " "))
        .as("what the first page shows")
        .contains("\n " + heading.strip().replaceAll(" +", " ") + "\n");
    assertThat(json("jobs", "list", "--state=failed").findValuesAsText("job")).contains(job);
    assertThat(json("jobs", "list", "--limit=0")).isEmpty();

    assertThat(run("jobs", "show", job).out())
        .contains("Job " + job + " of video " + refused.video() + ", 'test', is failed")
        .contains("It failed: ")
        .containsPattern("(?m)^ORDER +KIND +SEGMENT +STATE +ATTEMPT +WORKER +FETCHED +RESULT +WHY$")
        .containsPattern("worker-1 +0.0 MB +failed +source-not-media");
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
  void jobs_are_named_by_their_videos_too() throws Exception {
    VideoStatus refused = farm.awaitEnd(farm.submit(words("named.mp4")));
    assertThat(json("jobs", "show", refused.video()).path("job").path("job").asLong())
        .isEqualTo(refused.job());
    assertThat(run("why", refused.video()).out())
        .startsWith("It failed with source-not-media: ")
        .contains("What to do about it: Nothing; docs/media.md lists what is taken.")
        .hasLineCount(2);
    assertThat(json("why", Long.toString(refused.job())).path("state").asText())
        .isEqualTo("failed");
    assertThat(run("jobs", "requeue", refused.video()).out())
        .isEqualTo("Job %d is taken up again where it was.%n".formatted(refused.job()));
    farm.awaitEnd(refused.video());
    assertThat(run("jobs", "requeue", "--failed", "source-not-media").out())
        .containsPattern(
            "^\\d jobs? that had failed with source-not-media (is|are) taken up again");
    farm.awaitEnd(refused.video());
    assertRefused(1, "there is nothing to pause", "jobs", "pause", refused.video());
    assertRefused(1, "there is no job or video 'nobody'", "why", "nobody");
    assertRefused(2, "'bad-luck'", "jobs", "requeue", "--failed", "bad-luck");
  }

  @Test
  void what_is_paused_waits_and_its_priority_can_be_changed() throws Exception {
    assertThat(run("jobs", "pause", "--all").out())
        .isEqualTo("The farm is paused; what runs goes on to its end.\n");
    assertThat(run("jobs", "pause", "--uploader", "ada l").out()).startsWith("Uploader ada l is");
    String video = farm.submit(words("paused.mp4"));
    String job = json("jobs", "show", video).path("job").path("job").asText();
    assertThat(run("jobs", "pause", video).out()).startsWith("Job " + job + " is paused;");
    assertThat(run("jobs", "pause", job).out()).isEqualTo("Job " + job + " was paused already.\n");
    assertThat(run("jobs", "paused").out())
        .containsPattern("farm +all")
        .containsPattern("uploader +ada l")
        .containsPattern("job +" + job);
    assertThat(run("why", video).out())
        .contains("The farm is paused: nothing new is begun.")
        .contains("1 order of it waits for an inspection slot; none goes before")
        .contains("1 worker with 1 slot takes orders.");
    assertThat(run("jobs", "list").out()).containsPattern(job + " .*inspecting, paused");

    assertThat(run("jobs", "priority", video, "7").out()).contains("has priority 7 now");
    JsonNode order = json("orders", "list", "--job", video, "--state=waiting").path(0);
    assertThat(order.path("priority").asInt()).isEqualTo(7);
    String number = order.path("order").asText();
    assertThat(run("orders", "priority", number, "9").out()).contains("has priority 9 now");
    assertThat(run("orders", "show", number).out())
        .contains("Order " + number + " (inspect) of job " + job)
        .contains("is waiting and paused")
        .contains("priority 9");
    assertThat(run("orders", "requeue", number).out()).contains("waits already");
    assertRefused(1, "can't do without order " + number, "orders", "cancel", number);
    assertThat(run("orders", "list").out()).containsPattern(number + " .*waiting, paused");

    assertThat(run("jobs", "resume", job).out()).isEqualTo("Job " + job + " goes on.\n");
    run("jobs", "resume", "--uploader", "ada l");
    assertThat(run("jobs", "resume", "--all").out()).isEqualTo("The farm goes on.\n");
    farm.awaitEnd(video);
    assertThat(run("orders", "show", number).out()).containsPattern("worker-1 +failed");
    assertThat(run("jobs", "pause").exitCode()).as("of what?").isEqualTo(2);
  }

  @Test
  void a_worker_is_drained_and_released() {
    assertThat(run("workers", "drain", "worker-1", "--reason", "new disk", "--wait").out())
        .isEqualTo("Worker worker-1 is draining and has nothing left to do.\n");
    assertThat(run("workers", "list").out()).containsPattern("(?m)^worker-1 +\\S+ +draining +0");
    assertThat(run("workers", "show", "worker-1").out())
        .contains("is draining (new disk) since")
        .contains("ATTEMPT  ORDER");
    assertThat(run("workers", "release", "worker-1").out()).contains("takes orders again");
    assertThat(json("workers", "release", "worker-1").path("changed").asBoolean()).isFalse();
    assertRefused(1, "no worker 'nobody'", "workers", "drain", "nobody");
  }

  @Test
  void dead_letters_are_listed_and_gone_when_discarded() {
    assertThat(run("dead", "list").out()).startsWith("LETTER  FROM  RECEIVED  REASON");
    assertRefused(1, "there is no dead letter 4711", "dead", "show", "4711");
    assertRefused(1, "there is no dead letter 4711", "dead", "requeue", "4711");
    assertRefused(1, "there is no dead letter 4711", "dead", "discard", "4711");
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
