package dev.reelmill.coordinator.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The playbooks, on bare Debian 12 hosts: roots of this machine, each with an address of its own on
 * loopback. What they have set up then runs, and transcodes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnsibleIT {

  private static final Pattern EXPOSURE = Pattern.compile("exposure level for \\S+ ([0-9.]+)");
  private static final Path UNITS = Path.of("etc/systemd/system");

  @TempDir static Path folder;
  private static AnsibleFarm farm;
  private static Playbooks playbooks;
  private static BundledFfmpeg ffmpeg;
  private static Path next;

  @BeforeAll
  static void makeHosts() throws Exception {
    DebianRoot.assumePossible(
        "debootstrap", "ansible-playbook", "ansible-lint", "unshare", "bwrap");
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    folder = folder.toRealPath();
    farm = new AnsibleFarm(folder);
    playbooks = farm.playbooks();
  }

  @AfterAll
  static void removeHosts() throws Exception {
    if (farm != null) {
      farm.close();
    }
  }

  @Test
  @Order(1)
  void linter_finds_nothing_in_the_roles_of_its_strictest_profile() throws Exception {
    String said =
        Commands.run(
            Playbooks.environment(),
            List.of("sh", "-c", "cd '" + Playbooks.FOLDER + "' && exec ansible-lint --nocolor"));
    assertThat(said).contains("Passed with production profile: 0 failure(s), 0 warning(s)");
    for (String example : List.of("one", "six")) {
      Path hosts = Playbooks.FOLDER.resolve("inventories").resolve(example).resolve("hosts.yml");
      for (String name : List.of("site.yml", "add-worker.yml", "drain.yml", "upgrade.yml")) {
        List<String> check = List.of("ansible-playbook", "--syntax-check", "-i", "" + hosts);
        Commands.run(
            Playbooks.environment(),
            Stream.concat(check.stream(), Stream.of("" + Playbooks.FOLDER.resolve(name))).toList());
      }
    }
  }

  @Test
  @Order(2)
  void second_run_changes_nothing() throws Exception {
    Map<String, Integer> changed = playbooks.run("site.yml", "--limit=farm,worker-1");
    assertThat(changed.get("farm")).isGreaterThan(30);
    assertThat(changed.get("worker-1")).isGreaterThan(10);
    assertThat(playbooks.run("site.yml", "--limit=farm,worker-1"))
        .containsEntry("farm", 0)
        .containsEntry("worker-1", 0);
  }

  @Test
  @Order(3)
  void systemd_understands_the_units_and_finds_them_locked_in() throws Exception {
    List<String> units =
        List.of("reelmill-broker", "reelmill-coordinator", "reelmill-site", "reelmill-worker");
    for (String name : units) {
      DebianRoot host = "reelmill-worker".equals(name) ? farm.worker(1) : farm.front();
      Path root = host.folder();
      assertThat(root.resolve(UNITS).resolve("multi-user.target.wants/" + name + ".service"))
          .isSymbolicLink();
      String unit = "/etc/systemd/system/" + name + ".service";
      assertThat(chroot(root, "systemd-analyze", "verify", "--man=no", unit)).as(name).isBlank();
      Matcher exposure =
          EXPOSURE.matcher(chroot(root, "systemd-analyze", "security", "--offline=true", unit));
      assertThat(exposure.find()).isTrue();
      assertThat(Double.parseDouble(exposure.group(1)))
          .as("0 is locked in best, 10 not at all: " + name)
          .isLessThan("reelmill-worker".equals(name) ? 4.0 : 2.0);
    }
  }

  private static String chroot(Path root, String... command) throws Exception {
    List<String> line =
        Stream.concat(Stream.of("chroot", root.toString()), Stream.of(command)).toList();
    return Commands.run(Map.of("SYSTEMD_OFFLINE", "1"), line);
  }

  @Test
  @Order(4)
  void what_was_set_up_transcodes_and_one_more_worker_takes_over() throws Exception {
    Path clip = ffmpeg.clip(folder.resolve("c.mp4"), 320, 240, 2);
    try (FarmClient viewer = farm.viewer()) {
      String video = viewer.upload(clip);
      assertPublished(viewer.awaitEnd(video));
      assertThat(farm.workerSaid(1)).containsIgnoringCase("bubblewrap");
      FrontCheck front = new FrontCheck(farm, viewer);
      front.checkPlayback(video);
      front.checkPages();

      playbooks.run("add-worker.yml", "--limit=worker-2");
      farm.awaitWorker(2, "active");
      playbooks.run("drain.yml", "--limit=worker-1");
      farm.awaitWorker(1, "draining");
      String another = viewer.upload(clip);
      assertPublished(viewer.awaitEnd(another));
      assertThat(attempts(another))
          .extracting(one -> one.path("worker").asText())
          .containsOnly("worker-2");
    }
  }

  private static void assertPublished(JsonNode status) {
    assertThat(status.path("state").asText())
        .as(() -> status + "\n" + farm.said())
        .isEqualTo("published");
  }

  private static List<JsonNode> attempts(String video) throws Exception {
    return farm.coordinator("/api/jobs/" + video).path("orders").findValues("attempts").stream()
        .flatMap(JsonNode::valueStream)
        .toList();
  }

  @Test
  @Tag("long")
  @Order(5)
  void upgrade_stops_at_a_worker_that_is_not_ready_with_the_new_version() throws Exception {
    next = NextRelease.pack(AnsibleFarm.program(), folder);
    farm.fillScratch(1, true);

    assertThatThrownBy(() -> upgrade("worker_patience=10"))
        .hasMessageContaining("TASK [worker : Wait until the worker is ready]")
        .hasMessageContaining("scratch disk is full");

    assertThat(farm.workerHealth(1).path("version").asText()).isEqualTo(NextRelease.VERSION);
    assertThat(farm.workerHealth(2).path("version").asText()).isNotEqualTo(NextRelease.VERSION);
    assertThat(farm.coordinator("/api/workers/worker-2").at("/worker/state").asText())
        .isEqualTo("active");
    assertThat(farm.coordinator("/health/ready").path("version").asText())
        .isNotEqualTo(NextRelease.VERSION);
  }

  private static Map<String, Integer> upgrade(String... variables) throws Exception {
    String all =
        "common_version="
            + NextRelease.VERSION
            + " common_archive="
            + next
            + " "
            + String.join(" ", variables);
    return playbooks.run("upgrade.yml", "--extra-vars", all);
  }

  @Test
  @Tag("long")
  @Order(6)
  void upgrade_goes_on_from_there_and_no_order_is_lost() throws Exception {
    farm.fillScratch(1, false);
    Path clip = ffmpeg.clip(folder.resolve("long.mp4"), 1280, 720, 40);
    try (FarmClient viewer = farm.viewer()) {
      SteadyUploads uploads = new SteadyUploads(viewer, clip);
      List<JsonNode> seen = new CopyOnWriteArrayList<>();
      AtomicBoolean isOver = new AtomicBoolean();
      Thread watching = Thread.ofVirtual().start(() -> watch(seen, isOver));
      Map<String, Integer> changed = upgrade();
      isOver.set(true);
      watching.join();
      List<String> videos = uploads.finish();

      assertThat(changed.get("worker-2")).isPositive();
      assertThat(seen)
          .as("the first one has the new version already")
          .extracting(worker -> worker.path("worker").asText())
          .containsOnly("worker-2");
      assertThat(videos).hasSizeGreaterThan(2);
      Set<String> busy = new TreeSet<>();
      for (String video : videos) {
        assertPublished(viewer.status(video));
        assertThat(attempts(video))
            .as(farm::said)
            .extracting(one -> one.path("state").asText())
            .doesNotContain("lost", "failed")
            .contains("accepted");
        attempts(video).forEach(one -> busy.add(one.path("worker").asText()));
      }
      assertThat(busy).containsExactly("worker-1", "worker-2");
    }
    checkUpgraded();
  }

  /** Workers whenever they are seen draining. */
  private static void watch(List<JsonNode> seen, AtomicBoolean isOver) {
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofMinutes(10))
        .ignoreExceptions()
        .until(
            () -> {
              if (!isOver.get()) {
                farm.coordinator("/api/workers")
                    .valueStream()
                    .filter(worker -> worker.path("state").asText().equals("draining"))
                    .forEach(seen::add);
              }
              return isOver.get();
            });
  }

  private static void checkUpgraded() throws Exception {
    for (JsonNode health :
        List.of(
            farm.coordinator("/health/ready"),
            farm.siteHealth(),
            farm.workerHealth(1),
            farm.workerHealth(2))) {
      assertThat(health.path("ready").asBoolean()).as(health.toString()).isTrue();
      assertThat(health.path("version").asText()).isEqualTo(NextRelease.VERSION);
    }
    assertThat(farm.unit("reelmill-broker").unit().command().getFirst())
        .contains(NextRelease.VERSION);
    try (Stream<Path> kept = Files.list(farm.front().folder().resolve("opt/reelmill"))) {
      assertThat(kept).as("with the version before, for the way back").hasSize(2);
    }
  }

  @Test
  @Tag("long")
  @Order(7)
  void second_upgrade_changes_nothing() throws Exception {
    assertThat(upgrade())
        .containsOnly(entry("farm", 0), entry("worker-1", 0), entry("worker-2", 0));
  }
}
