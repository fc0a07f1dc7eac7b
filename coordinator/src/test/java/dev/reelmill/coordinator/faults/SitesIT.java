package dev.reelmill.coordinator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One coordinator and two sites over one database and one store, each a process of its own. */
@Tag("long")
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class SitesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ELSEWHERE = "http://upload.example.org";
  private static final Pattern MEDIA = Pattern.compile("(?m)^[^#\\s]\\S*$|URI=\"([^\"]+)\"");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path folder;
  private static BreakableFarm farm;
  private static SiteProcess one;
  private static SiteProcess two;
  private static String video;

  @BeforeAll
  static void start() throws Exception {
    Path profile = Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT);
    farm =
        new BreakableFarm(
            new FarmShape(folder.resolve("farm"), 1, 1, Map.of("profile", profile.toString())));
    one = SiteProcess.start(farm, "site-1", Map.of());
    two = SiteProcess.start(farm, "site-2", Map.of("site.coordinator-url", ELSEWHERE));
    video = farm.client().upload(TinyClip.in(folder, 3), PATIENCE);
    Oracle oracle = new Oracle(farm);
    await().atMost(PATIENCE).until(() -> oracle.isPublished(video));
    for (SiteProcess site : sites()) {
      await().atMost(PATIENCE).until(() -> isServing(site.url()));
    }
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable part : Arrays.asList(one, two, farm)) {
      close(part);
    }
  }

  private static void close(AutoCloseable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<SiteProcess> sites() {
    return List.of(one, two);
  }

  private static HttpResponse<byte[]> ask(String method, URI url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .method(method, BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(URI url, String... headers)
      throws IOException, InterruptedException {
    return ask("GET", url, headers);
  }

  private static boolean isServing(URI url) throws InterruptedException {
    try {
      return get(url.resolve("/health/live")).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonNode ready(URI url, int status) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(url.resolve("/health/ready"));
    JsonNode answer = Json.tree(new String(response.body(), UTF_8));
    assertThat(response.statusCode()).as(answer.toString()).isEqualTo(status);
    return answer;
  }

  private static void awaitReady(URI url, int status) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get(url.resolve("/health/ready")).statusCode() == status);
  }

  private static URI coordinator() {
    return farm.urls().getFirst();
  }

  /** Plays a whole video from there: every file that its playlists name, and ranges of them. */
  private static void assertPlays(URI url) throws IOException, InterruptedException {
    URI base = url.resolve("/media/" + video + "/");
    String master = text(base.resolve("master.m3u8"));
    String rung = master.lines().filter(line -> line.endsWith("p.m3u8")).findFirst().orElseThrow();
    Matcher matcher = MEDIA.matcher(text(base.resolve(rung)));
    int files = 0;
    while (matcher.find()) {
      String path = matcher.group(1) != null ? matcher.group(1) : matcher.group();
      URI file = base.resolve(path);
      byte[] whole = get(file).body();
      HttpResponse<byte[]> part = get(file, "Range", "bytes=100-299");
      assertThat(part.statusCode()).as(path).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 300));
      assertThat(get(file, "Range", "bytes=-50").body())
          .isEqualTo(Arrays.copyOfRange(whole, whole.length - 50, whole.length));
      files++;
    }
    assertThat(files).isGreaterThanOrEqualTo(3);
  }

  private static String text(URI url) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(url);
    assertThat(response.statusCode()).as(url.toString()).isEqualTo(200);
    return new String(response.body(), UTF_8);
  }

  @Test
  @Order(1)
  void video_uploaded_at_the_coordinator_plays_from_both_sites() throws Exception {
    for (SiteProcess site : sites()) {
      assertThat(text(site.url())).contains(video);
      assertThat(text(site.url().resolve("/videos/" + video))).contains("tiny-3");
      assertThat(Json.tree(text(site.url().resolve("/api/videos/" + video))))
          .isEqualTo(Json.tree(text(coordinator().resolve("/api/videos/" + video))));
      assertThat(text(site.url().resolve("/api/videos/" + video + "/events")))
          .contains("event: status");
      assertPlays(site.url());
    }
  }

  @Test
  @Order(2)
  void what_only_a_coordinator_does_is_refused_in_words() throws Exception {
    for (String path : List.of("/api/uploads", "/upload", "/videos/" + video + "/poster")) {
      HttpResponse<byte[]> refused = ask("POST", two.url().resolve(path));
      assertThat(refused.statusCode()).as(path).isEqualTo(421);
      assertThat(new String(refused.body(), UTF_8)).contains("coordinator-needed", ELSEWHERE);
    }
    assertThat(get(two.url().resolve("/api/jobs")).statusCode()).isEqualTo(421);
    assertThat(ask("PUT", one.url().resolve("/objects/videos/x")).statusCode()).isEqualTo(421);
    assertThat(get(one.url().resolve("/upload")).statusCode()).isEqualTo(421);
    assertThat(get(two.url().resolve("/upload")).headers().firstValue("Location"))
        .contains(ELSEWHERE + "/upload");
  }

  @Test
  @Order(3)
  void each_program_has_its_own_role_at_the_database() {
    assertThat(
            farm.database()
                .sql()
                .fetch(
                    "select distinct usename from pg_stat_activity"
                        + " where application_name = 'reelmill' and pid <> pg_backend_pid()")
                .getValues(0, String.class))
        .contains("reelmill_coordinator", "reelmill_site");
    assertThat(
            farm.database()
                .sql()
                .fetch(
                    "select pid from pg_stat_activity"
                        + " where client_port is not null and usename = 'reelmill_migrator'"))
        .isEmpty();
  }

  @Test
  @Order(4)
  void ready_turns_when_the_database_is_lost_and_back() throws Exception {
    for (URI url : List.of(one.url(), coordinator())) {
      awaitReady(url, 200);
    }
    assertThat(ready(one.url(), 200).path("role").asText()).isEqualTo("site");
    assertThat(ready(coordinator(), 200).path("role").asText()).isEqualTo("coordinator");
    farm.databaseWay().refuse();
    for (URI url : List.of(one.url(), coordinator())) {
      awaitReady(url, 503);
      assertThat(ready(url, 503).at("/parts/database").asText()).isNotEqualTo("ok");
      assertThat(isServing(url)).isTrue();
    }
    farm.databaseWay().heal();
    for (URI url : List.of(one.url(), coordinator())) {
      awaitReady(url, 200);
    }
  }

  @Test
  @Order(5)
  void ready_turns_when_the_broker_is_lost_and_back() throws Exception {
    farm.broker().kill();
    awaitReady(coordinator(), 503);
    JsonNode parts = ready(coordinator(), 503).path("parts");
    assertThat(parts.path("broker").asText()).contains("no connection");
    assertThat(parts.path("database").asText()).isEqualTo("ok");
    assertThat(ready(one.url(), 200).path("ready").asBoolean()).isTrue();
    farm.broker().start();
    awaitReady(coordinator(), 200);
  }

  @Test
  @Order(6)
  void sites_work_without_a_coordinator_and_survive_a_restart_of_the_database() throws Exception {
    farm.coordinators().getFirst().kill();
    for (SiteProcess site : sites()) {
      assertPlays(site.url());
    }
    farm.postgres().crash();
    for (SiteProcess site : sites()) {
      awaitReady(site.url(), 200);
      assertPlays(site.url());
      assertThat(site.process().exitCode()).isEmpty();
    }
  }

  @Test
  @Order(7)
  void site_ends_streams_and_itself_when_it_is_told_to() throws Exception {
    farm.database()
        .sql()
        .execute(
            "insert into farm.video (id, title) values ('growing', 'Growing');"
                + " insert into farm.job (video_id, state, profile, profile_body, source_key,"
                + " source_bytes, source_name)"
                + " values ('growing', 'inspecting', 'web', '{}', 'k', 1, 'n')");
    URI events = one.url().resolve("/api/videos/growing/events");
    var stream =
        HTTP.sendAsync(HttpRequest.newBuilder(events).build(), BodyHandlers.ofInputStream());
    try (var lines = stream.get().body()) {
      assertThat(lines.read()).isNotNegative();
      one.process().terminate();
      assertThat(one.process().awaitEnd(Duration.ofSeconds(20))).isTrue();
      assertThat(one.process().exitCode()).hasValue(143);
    }
  }
}
