package dev.reelmill.coordinator.broker;

import dev.reelmill.common.work.BrokerTls;
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
    start(Part.PRIMARY);
    await(Part.PRIMARY, "broker listens");
    start(Part.BACKUP);
    await(Part.BACKUP, "has a copy");
  }

  private void start(Part part) throws Exception {
    Path key = certificates.issue(part.toString(), "CN=" + part + ", OU=reelmill-broker");
    Path etc = folder.resolve("etc-" + part);
    Part other = part == Part.PRIMARY ? Part.BACKUP : Part.PRIMARY;
    BrokerPair pair = new BrokerPair(part, address(part), address(other));
    BrokerFiles.write(new Listening("127.0.0.1", port(part), key, trust, pair), etc);
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
  public String url() {
    return "(tcp://" + address(Part.PRIMARY) + ",tcp://" + address(Part.BACKUP) + ")";
  }

  /** A certificate of the brokers' authority. */
  public BrokerTls issue(String alias, String name) throws Exception {
    return Certificates.tls(certificates.issue(alias, name), trust);
  }

  /** As {@code kill -9} does; it is gone when this returns. */
  public void killPrimary() throws InterruptedException {
    process(Part.PRIMARY).destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
  }
}
