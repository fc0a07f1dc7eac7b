package dev.reelmill.coordinator.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Launcher;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
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
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnsibleIT {

  private static final String TOKEN = "token-of-the-administrator";
  private static final String NET =
      "127.%d.%d."
          .formatted(
              ThreadLocalRandom.current().nextInt(64, 128),
              ThreadLocalRandom.current().nextInt(256));
  private static final String FARM = NET + 1;
  private static final URI SITE = URI.create("https://" + FARM + ":8443");
  private static final Pattern EXPOSURE = Pattern.compile("exposure level for \\S+ ([0-9.]+)");

  @TempDir static Path folder;
  private static DebianRoot farm;
  private static DebianRoot first;
  private static DebianRoot second;
  private static Playbooks playbooks;
  private static BundledFfmpeg ffmpeg;

  @BeforeAll
  static void makeHosts() throws Exception {
    DebianRoot.assumePossible(
        "debootstrap", "ansible-playbook", "ansible-lint", "unshare", "bwrap");
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    folder = folder.toRealPath();
    farm = DebianRoot.at(folder.resolve("farm"));
    first = DebianRoot.at(folder.resolve("first"));
    second = DebianRoot.at(folder.resolve("second"));
    Path jdk = Path.of(System.getProperty("java.home"));
    for (DebianRoot worker : List.of(first, second)) {
      worker.bind(jdk, "opt/java/jdk-25");
    }
    Path archive = folder.resolve("jdk.tar");
    Commands.run("tar", "-cf", "" + archive, "-C", "" + jdk.getParent(), "" + jdk.getFileName());
    playbooks = new Playbooks(folder.resolve("inventory"), inventory(archive, program()));
  }

  private static Path program() throws Exception {
    Process packing = Launcher.command("dist").start();
    String said = new String(packing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(packing.waitFor()).as(said).isZero();
    return Path.of(said.strip().lines().toList().getLast());
  }

  private static String inventory(Path jdk, Path program) {
    return """
    all:
      hosts:
        farm: { ansible_host: %s, common_address: %s, java_archive: %s }
        worker-1: { ansible_host: %s, common_address: %s }
        worker-2: { ansible_host: %s, common_address: %s }
      children:
        database: { hosts: { farm: null } }
        broker: { hosts: { farm: null } }
        coordinators: { hosts: { farm: null } }
        sites: { hosts: { farm: null } }
        workers: { hosts: { worker-1: null, worker-2: null } }
      vars:
        ansible_connection: community.general.chroot
        ansible_python_interpreter: /usr/bin/python3
        common_start: false
        common_archive: %s
        common_networks: [127.0.0.0/8]
        common_public_url: %s
        postgresql_listen: %s
        postgresql_shared_buffers: 32MB
        artemis_listen: %s
        coordinator_listen: %s
        coordinator_settings: { profile: %s }
        site_listen: %s
        site_https: %s:8443
        site_http: %s:8480
        worker_health: "{{ common_address }}:8090"
        worker_slots: 1
        vault_authority_passphrase: of-the-authority
        vault_store_password: of-the-stores
        vault_database_migrator_password: of-the-migrator
        vault_database_coordinator_password: of-the-coordinator
        vault_database_site_password: of-the-site
        vault_url_secret: a secret of thirty-two characters, about
        vault_admin_token: %s
    """
        .formatted(
            farm.folder(),
            FARM,
            jdk,
            first.folder(),
            NET + 2,
            second.folder(),
            NET + 3,
            program,
            SITE,
            FARM,
            FARM,
            FARM,
            profile(),
            FARM,
            FARM,
            FARM,
            TOKEN);
  }

  private static Path profile() {
    return Path.of("/etc/reelmill/quick.json");
  }

  @AfterAll
  static void removeHosts() throws Exception {
    for (DebianRoot root : Stream.of(farm, first, second).filter(r -> r != null).toList()) {
      root.close();
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
    Files.createDirectories(farm.folder().resolve("etc/reelmill"));
    Files.copy(
        Path.of("src/test/resources/profiles/quick.json"),
        farm.folder().resolve(profile().toString().substring(1)));
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
      Path root = "reelmill-worker".equals(name) ? first.folder() : farm.folder();
      assertThat(root.resolve("etc/systemd/system/multi-user.target.wants/" + name + ".service"))
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
    try (StartedUnit broker = new StartedUnit(farm, "reelmill-broker.service")) {
      await().atMost(Duration.ofMinutes(1)).until(() -> broker.said().contains("broker listens"));
      try (StartedUnit coordinator = new StartedUnit(farm, "reelmill-coordinator.service");
          StartedUnit site = new StartedUnit(farm, "reelmill-site.service");
          StartedUnit front = new StartedUnit(farm, "nginx.service");
          StartedUnit worker = new StartedUnit(first, "reelmill-worker.service");
          FarmClient viewer = new FarmClient(SITE, playbooks.authority());
          FarmClient inside = new FarmClient(URI.create("http://" + FARM + ":8080"))) {
        inside.awaitOk("/health/ready");
        viewer.awaitOk("/");
        String video = viewer.upload(clip);
        JsonNode status = viewer.awaitEnd(video);
        assertThat(status.path("state").asText())
            .as(() -> status + "\n" + said(coordinator) + said(worker) + said(site) + said(front))
            .isEqualTo("published");
        assertThat(worker.said()).containsIgnoringCase("bubblewrap");
        checkPlayback(viewer, video);
        checkFront(viewer);

        playbooks.run("add-worker.yml", "--limit=worker-2");
        try (StartedUnit another = new StartedUnit(second, "reelmill-worker.service")) {
          awaitWorker(inside, "worker-2", "active");
          playbooks.run("drain.yml", "--limit=worker-1");
          awaitWorker(inside, "worker-1", "draining");
          JsonNode encoded = viewer.awaitEnd(viewer.upload(clip));
          assertThat(encoded.path("state").asText())
              .as(() -> encoded + "\n" + said(another))
              .isEqualTo("published");
          assertThat(another.stop()).as(said(another)).isEqualTo(143);
        }
        assertThat(worker.stop()).as(said(worker)).isEqualTo(143);
        assertThat(site.stop()).as(said(site)).isEqualTo(143);
        assertThat(coordinator.stop()).as(said(coordinator)).isEqualTo(143);
      }
      assertThat(broker.stop()).as(said(broker)).isEqualTo(143);
    }
  }

  /** Media by X-Accel-Redirect, in byte ranges; small pictures out of the cache. */
  private static void checkPlayback(FarmClient viewer, String video) throws Exception {
    String base = "/media/" + video + "/";
    String master = text(viewer.get(base + "master.m3u8"));
    String rung = master.lines().filter(line -> line.endsWith("p.m3u8")).findFirst().orElseThrow();
    String playlist = text(viewer.get(base + rung));
    String object = playlist.lines().filter(l -> !l.startsWith("#")).findFirst().orElseThrow();
    HttpResponse<byte[]> whole = viewer.get(base + object);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Server")).hasValue("nginx");
    Path stored = farm.folder().resolve("var/lib/reelmill/store/objects/videos").resolve(video);
    assertThat(whole.body()).isEqualTo(Files.readAllBytes(stored.resolve(object)));
    HttpResponse<byte[]> part = viewer.get(base + object, "Range", "bytes=10-19");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(10);
    assertThat(viewer.get("/accelerated/videos/" + video + "/" + object).statusCode())
        .as("only the site leads there")
        .isEqualTo(404);
    String poster = base + viewer.status(video).path("poster").asText();
    viewer.get(poster);
    HttpResponse<byte[]> again = viewer.get(poster);
    assertThat(again.statusCode()).as(poster).isEqualTo(200);
    assertThat(again.headers().firstValue("X-Cache")).hasValue("HIT");
  }

  private static void checkFront(FarmClient viewer) throws Exception {
    assertThat(viewer.get("/health/ready").statusCode()).isEqualTo(404);
    viewer.get("/");
    assertThat(viewer.get("/").headers().firstValue("X-Cache")).isPresent();
    try (FarmClient plain = new FarmClient(URI.create("http://" + FARM + ":8480"))) {
      assertThat(plain.get("/watch").headers().firstValue("Location")).hasValue(SITE + "/watch");
    }
  }

  private static void awaitWorker(FarmClient inside, String name, String state) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              HttpResponse<byte[]> answer =
                  inside.get("/api/workers/" + name, "Authorization", "Bearer " + TOKEN);
              return answer.statusCode() == 200
                  && state.equals(Json.tree(text(answer)).path("worker").path("state").asText());
            });
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String said(StartedUnit unit) {
    try {
      return unit.said();
    } catch (java.io.IOException e) {
      return "";
    }
  }
}
