package dev.reelmill.coordinator.hosts;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.testing.Launcher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Three bare hosts and the inventory that makes a farm of them: one for all that is no worker, and
 * two workers. They are roots of this machine, each with an address of its own on loopback.
 */
final class AnsibleFarm implements AutoCloseable {

  private static final String TOKEN = "token-of-the-administrator";
  private static final Path PROFILE = Path.of("src/test/resources/profiles/quick.json");
  private static final String SCRATCH = "var/lib/reelmill/worker";

  private final String net =
      "127.%d.%d."
          .formatted(
              ThreadLocalRandom.current().nextInt(64, 128),
              ThreadLocalRandom.current().nextInt(256));
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final Path folder;
  private final DebianRoot front;
  private final List<DebianRoot> workers = new ArrayList<>();
  private final Systemctl frontUnits;
  private final List<Systemctl> workerUnits = new ArrayList<>();
  private final Playbooks playbooks;

  /**
   * Makes the hosts.
   *
   * @param folder for all of it
   */
  AnsibleFarm(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    try {
      this.front = root("farm");
      this.frontUnits = units(front);
      Files.createDirectories(front.folder().resolve("etc/reelmill"));
      Files.copy(PROFILE, front.folder().resolve("etc/reelmill/quick.json"));
      Path jdk = Path.of(System.getProperty("java.home"));
      for (String name : List.of("first", "second")) {
        DebianRoot worker = root(name);
        worker.bind(jdk, "opt/java/jdk-25");
        // A disk of its own, that can be full.
        worker.disk(SCRATCH, "1g");
        workers.add(worker);
        workerUnits.add(units(worker));
      }
      Path archive = folder.resolve("jdk.tar");
      Commands.run("tar", "-cf", "" + archive, "-C", "" + jdk.getParent(), "" + jdk.getFileName());
      this.playbooks = new Playbooks(folder.resolve("inventory"), inventory(archive, program()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private DebianRoot root(String name) throws IOException, InterruptedException {
    DebianRoot root = DebianRoot.at(folder.resolve(name));
    parts.addFirst(root);
    return root;
  }

  private Systemctl units(DebianRoot root) throws IOException {
    Systemctl units = new Systemctl(root);
    parts.addFirst(units);
    return units;
  }

  /** The archive of the program as it is. */
  static Path program() throws IOException, InterruptedException {
    Process packing = Launcher.command("dist").start();
    String said = new String(packing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (packing.waitFor() != 0) {
      throw new IOException("dist failed: " + said);
    }
    return Path.of(said.strip().lines().toList().getLast());
  }

  private String inventory(Path jdk, Path program) {
    return """
    all:
      hosts:
        farm: { ansible_host: %s, common_address: NET1, java_archive: %s }
        worker-1: { ansible_host: %s, common_address: NET2 }
        worker-2: { ansible_host: %s, common_address: NET3 }
      children:
        database: { hosts: { farm: null } }
        broker: { hosts: { farm: null } }
        coordinators: { hosts: { farm: null } }
        sites: { hosts: { farm: null } }
        workers: { hosts: { worker-1: null, worker-2: null } }
      vars:
        ansible_connection: community.general.chroot
        ansible_python_interpreter: /usr/bin/python3
        common_archive: %s
        common_networks: [127.0.0.0/8]
        common_public_url: https://NET1:8443
        postgresql_listen: NET1
        postgresql_shared_buffers: 32MB
        artemis_listen: NET1
        coordinator_listen: NET1
        coordinator_settings: { profile: /etc/reelmill/quick.json }
        site_listen: NET1
        site_https: NET1:8443
        site_http: NET1:8480
        worker_health: "{{ common_address }}:8090"
        worker_slots: 1
        worker_settings: { worker.scratch-reserve: 32M }
        vault_authority_passphrase: of-the-authority
        vault_store_password: of-the-stores
        vault_database_migrator_password: of-the-migrator
        vault_database_coordinator_password: of-the-coordinator
        vault_database_site_password: of-the-site
        vault_url_secret: a secret of thirty-two characters, about
        vault_admin_token: %s
    """
        .formatted(
            front.folder(), jdk, workers.get(0).folder(), workers.get(1).folder(), program, TOKEN)
        .replace("NET", net);
  }

  Playbooks playbooks() {
    return playbooks;
  }

  /** The host of all but the workers. */
  DebianRoot front() {
    return front;
  }

  /** The host of a worker, counted from 1. */
  DebianRoot worker(int number) {
    return workers.get(number - 1);
  }

  /** A unit that runs at the host of all but the workers. */
  StartedUnit unit(String name) {
    return frontUnits.unit(name);
  }

  /** What the worker of a host has said. */
  String workerSaid(int number) throws IOException {
    return workerUnits.get(number - 1).unit("reelmill-worker").said();
  }

  /** What the programs have said, for whoever wonders why something went wrong. */
  String said() {
    try {
      return unit("reelmill-coordinator").said() + workerSaid(1) + workerSaid(2);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Leaves no room on a worker's scratch disk, or makes room again. */
  void fillScratch(int number, boolean full) throws IOException, InterruptedException {
    Path filling = worker(number).folder().resolve(SCRATCH).resolve("filling");
    if (full) {
      Commands.run("fallocate", "--length=1000MiB", "" + filling);
    } else {
      Files.delete(filling);
    }
  }

  URI site() {
    return URI.create("https://" + net + "1:8443");
  }

  /** Where nginx only says that there is TLS. */
  URI withoutTls() {
    return URI.create("http://" + net + "1:8480");
  }

  /** Somebody outside. */
  FarmClient viewer() throws IOException, GeneralSecurityException {
    return new FarmClient(site(), playbooks.authority());
  }

  /** Asks the coordinator itself, for what is JSON. */
  JsonNode coordinator(String path) throws IOException, InterruptedException {
    return ask("http://" + net + "1:8080", path);
  }

  /** Asks a worker how it is. */
  JsonNode workerHealth(int number) throws IOException, InterruptedException {
    return ask("http://" + net + (number + 1) + ":8090", "/health/ready");
  }

  /** Asks the site how it is. */
  JsonNode siteHealth() throws IOException, InterruptedException {
    return ask("http://" + net + "1:8081", "/health/ready");
  }

  private static JsonNode ask(String address, String path)
      throws IOException, InterruptedException {
    try (FarmClient client = new FarmClient(URI.create(address))) {
      HttpResponse<byte[]> answer = client.get(path, "Authorization", "Bearer " + TOKEN);
      return Json.tree(new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  /** Awaits that the coordinator has a worker in a state. */
  void awaitWorker(int number, String state) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                coordinator("/api/workers/worker-" + number)
                    .at("/worker/state")
                    .asText()
                    .equals(state));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (IOException | InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
