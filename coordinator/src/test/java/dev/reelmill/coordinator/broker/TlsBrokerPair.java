package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.coordinator.broker.BrokerFiles.Listening;
import dev.reelmill.coordinator.broker.BrokerPair.Part;
import dev.reelmill.coordinator.cli.ReelmillProgram;
import dev.reelmill.coordinator.farm.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Two brokers as the written files configure them, each a process, with certificates. */
public final class TlsBrokerPair implements AutoCloseable {

  private static final Duration START_WAIT = Duration.ofSeconds(45);

  private final Path folder;
  private final Certificates certificates;
  private final Path trust;
  private final Map<Part, Integer> ports =
      new EnumMap<>(Map.of(Part.PRIMARY, Ports.free(), Part.BACKUP, Ports.free()));
  private final Map<Part, Process> processes = new EnumMap<>(Part.class);

  /** Starts both; returns when the backup has its copy. All files are in {@code folder}. */
  public TlsBrokerPair(Path folder) throws Exception {
    this.folder = folder;
    this.certificates = new Certificates(folder.resolve("certificates"));
    this.trust = certificates.trust();
    for (Part part : Part.values()) {
      Path key = certificates.issue(part.toString(), "CN=" + part + ", OU=reelmill-broker");
      Part other = part == Part.PRIMARY ? Part.BACKUP : Part.PRIMARY;
      BrokerPair pair = new BrokerPair(part, address(part), address(other));
      BrokerFiles.write(new Listening("127.0.0.1", port(part), key, trust, pair), etc(part));
    }
    start(Part.PRIMARY);
    await(Part.PRIMARY, "broker listens");
    start(Part.BACKUP);
    await(Part.BACKUP, "has a copy");
  }

  private void start(Part part) throws Exception {
    Path etc = etc(part);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            "target/classes:target/lib/*",
            ReelmillProgram.class.getName(),
            "broker",
            "serve",
            "--etc=" + etc,
            "--instance=" + folder.resolve("instance-" + part));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(part).toFile());
    Map<String, String> environment = builder.environment();
    environment.put("REELMILL_BROKER_KEY_STORE_PASSWORD", Certificates.PASSWORD);
    environment.put("REELMILL_BROKER_TRUST_STORE_PASSWORD", Certificates.PASSWORD);
    environment.put("REELMILL_BROKER_PAIR_PASSWORD", "known-to-both");
    processes.put(part, builder.start());
  }

  private void await(Part part, String words) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_WAIT.toNanos();
    while (!said(part).contains(words)) {
      if (System.nanoTime() > deadline || !process(part).isAlive()) {
        throw new IOException("the " + part + " does not say '" + words + "':\n" + said(part));
      }
      Thread.sleep(100);
    }
  }

  /** What it has logged. */
  public String said(Part part) throws IOException {
    return Files.readString(log(part));
  }

  private Path etc(Part part) {
    return folder.resolve("etc-" + part);
  }

  private Path log(Part part) {
    return folder.resolve(part + ".log");
  }

  private Process process(Part part) {
    return Objects.requireNonNull(processes.get(part));
  }

  private int port(Part part) {
    return Objects.requireNonNull(ports.get(part));
  }

  private String address(Part part) {
    return "127.0.0.1:" + port(part);
  }

  /** Both, as a client is told. */
  private String url() {
    return "(tcp://" + address(Part.PRIMARY) + ",tcp://" + address(Part.BACKUP) + ")";
  }

  /** A client with a certificate of the brokers' authority. */
  public BrokerSettings client(String alias, String name) throws Exception {
    return new BrokerSettings(
        url(), "", "", Certificates.tls(certificates.issue(alias, name), trust));
  }

  /** As {@code kill -9} does; it is gone when this returns. */
  public void kill(Part part) throws InterruptedException {
    process(part).destroyForcibly().waitFor();
  }

  /** Starts one anew that was killed; returns when it serves. */
  public void startAgain(Part part) throws Exception {
    start(part);
    await(part, "broker listens");
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
  }
}
