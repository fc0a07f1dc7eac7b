package dev.reelmill.coordinator.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.coordinator.store.s3.S3Server;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Launcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A farm of containers only: PostgreSQL, the broker, an S3 server, and the three roles by the
 * Dockerfiles that are shipped. They have this machine's network, each port at an address of
 * loopback that is the test's own.
 */
class ContainersIT {

  private static final String AT =
      "127.%d.%d.1"
          .formatted(
              ThreadLocalRandom.current().nextInt(128, 254),
              ThreadLocalRandom.current().nextInt(256));
  private static final Path DOCKERFILES = Path.of("src/main/docker").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;
  private static DockerEngine engine;

  @BeforeAll
  static void buildImages() throws Exception {
    DebianRoot.assumePossible("debootstrap", "dockerd", "docker");
    engine = new DockerEngine(folder);
    engine.makeBase();
    Process packing = Launcher.command("dist").start();
    String said = new String(packing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(packing.waitFor()).as(said).isZero();
    Path context = Path.of(said.strip().lines().toList().getLast()).getParent();
    for (String role : List.of("coordinator", "site", "worker")) {
      engine.build("reelmill-" + role, DOCKERFILES.resolve(role + ".Dockerfile"), context);
    }
    Path tests = Path.of("src/test/docker").toAbsolutePath();
    engine.build("reelmill-database", tests.resolve("database.Dockerfile"), tests);
  }

  @AfterAll
  static void stopEngine() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }

  private static GenericContainer<?> container(String image, String ready) {
    return container(image, ready, secrets());
  }

  private static GenericContainer<?> container(String image, String ready, Path told) {
    GenericContainer<?> container = new GenericContainer<>(image);
    return container
        .withNetworkMode("host")
        .withFileSystemBind(told.toString(), "/etc/reelmill", BindMode.READ_WRITE)
        .waitingFor(Wait.forLogMessage(ready, 1).withStartupTimeout(PATIENCE));
  }

  private static Path secrets() {
    return folder.resolve("secrets");
  }

  /** What workers are told, and no more than that. */
  private static Path workers() {
    return folder.resolve("workers");
  }

  private static GenericContainer<?> prepare() {
    return container("reelmill-coordinator", ".*prepared.*")
        .withFileSystemBind(workers().toString(), "/workers", BindMode.READ_WRITE)
        .withFileSystemBind(DOCKERFILES.toString(), "/docker", BindMode.READ_ONLY)
        .withCreateContainerCmdModifier(
            command ->
                command
                    .withUser("root")
                    .withEntrypoint(
                        "sh",
                        "-c",
                        "sh /docker/prepare.sh /etc/reelmill /workers"
                            + " && chown -R reelmill /etc/reelmill /workers"
                            + " && echo prepared && sleep 600"))
        .withEnv(
            Map.of(
                "DATABASE",
                AT,
                "BROKER",
                AT,
                "BROKER_NAME",
                "ip:" + AT,
                "BROKER_LISTEN",
                AT,
                "HTTP_LISTEN",
                AT,
                "PUBLIC_URL",
                "http://" + AT + ":8080",
                "STORE",
                """
                store.s3.bucket = farm
                store.s3.endpoint = http://%s:9000
                store.s3.path-style = true
                store.s3.access-key = %s
                store.s3.secret-key = %s
                profile = /etc/reelmill/quick.json
                """
                    .formatted(AT, S3Server.ACCESS_KEY, S3Server.SECRET_KEY)));
  }

  private static GenericContainer<?> s3() throws Exception {
    Files.writeString(
        folder.resolve("s3.properties"),
        """
        s3proxy.endpoint=http://%s:9000
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=/var/s3
        """
            .formatted(AT, S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
    Path jar = Path.of("target/s3-servers/s3proxy.jar").toAbsolutePath();
    return container(DockerEngine.BASE, ".*Started.*")
        .withFileSystemBind(
            folder.resolve("s3.properties").toString(), "/s3.properties", BindMode.READ_ONLY)
        .withFileSystemBind(jar.toString(), "/s3proxy.jar", BindMode.READ_ONLY)
        .withCommand(
            "sh",
            "-c",
            "mkdir -p /var/s3/farm && exec /opt/java/openjdk/bin/java -XX:+UseSerialGC -Xmx256m"
                + " -jar /s3proxy.jar --properties /s3.properties");
  }

  @Test
  void farm_of_containers_transcodes_and_plays() throws Exception {
    Files.createDirectories(secrets());
    Files.createDirectories(workers());
    Files.copy(Path.of("src/test/resources/profiles/quick.json"), secrets().resolve("quick.json"));
    BundledFfmpeg ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
    Path clip = ffmpeg.clip(folder.resolve("c.mp4"), 320, 240, 2);
    try (GenericContainer<?> prepare = prepare()) {
      prepare.start();
      try (GenericContainer<?> s3 = s3();
          GenericContainer<?> database =
              container("reelmill-database", ".*The database is ready.*")
                  .withCommand(AT, "/etc/reelmill/roles.sql");
          GenericContainer<?> broker =
              container("reelmill-coordinator", ".*broker listens.*")
                  .withCommand(
                      "broker",
                      "serve",
                      "--config=/etc/reelmill/broker.properties",
                      "--etc=/etc/reelmill/broker",
                      "--instance=/var/lib/reelmill");
          GenericContainer<?> migrate =
              container("reelmill-coordinator", ".*Migrations carried out.*")
                  .withCommand(
                      "database", "migrate", "--config=/etc/reelmill/migrator.properties");
          GenericContainer<?> coordinator = container("reelmill-coordinator", ".*serves http.*");
          GenericContainer<?> site = container("reelmill-site", ".*serves http.*");
          GenericContainer<?> worker =
              container("reelmill-worker", ".*is ready.*", workers())
                  // Testcontainers knows no systempaths=unconfined, as compose.yml has it.
                  .withPrivilegedMode(true)) {
        for (GenericContainer<?> one :
            List.of(s3, database, broker, migrate, coordinator, site, worker)) {
          one.start();
        }
        transcodeAndPlay(clip, coordinator, worker);
      }
    }
  }

  private static void transcodeAndPlay(
      Path clip, GenericContainer<?> coordinator, GenericContainer<?> worker) throws Exception {
    try (FarmClient uploader = new FarmClient(URI.create("http://" + AT + ":8080"));
        FarmClient viewer = new FarmClient(URI.create("http://" + AT + ":8081"))) {
      String video = uploader.upload(clip);
      JsonNode status = viewer.awaitEnd(video);
      assertThat(status.path("state").asText())
          .as(() -> status + "\n" + coordinator.getLogs() + worker.getLogs())
          .isEqualTo("published");
      assertThat(worker.getLogs()).contains("sandbox BUBBLEWRAP");
      String base = "/media/" + video + "/";
      String rung =
          new String(viewer.get(base + "master.m3u8").body(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.endsWith("p.m3u8"))
              .findFirst()
              .orElseThrow();
      String object =
          new String(viewer.get(base + rung).body(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .findFirst()
              .orElseThrow();
      byte[] start = viewer.get(base + object, "Range", "bytes=4-7").body();
      assertThat(new String(start, StandardCharsets.US_ASCII)).isIn("ftyp", "styp", "moof");
    }
  }
}
