package dev.reelmill.coordinator.store.s3;

import dev.reelmill.coordinator.farm.Ports;
import dev.reelmill.coordinator.store.S3Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server as a process of its own, on loopback, with one empty bucket. */
public final class S3Server implements AutoCloseable {

  public static final String ACCESS_KEY = "key-of-the-farm";
  public static final String SECRET_KEY = "the-secret-of-the-farm";

  private static final Path JARS = Path.of("target/s3-servers");
  private static final Duration START_WAIT = Duration.ofSeconds(90);

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** S3Proxy, which checks every signature, over files. */
  public static S3Server s3proxy(Path folder) throws IOException, InterruptedException {
    int port = Ports.free();
    Path file = s3proxyFile(folder, URI.create("http://127.0.0.1:" + port));
    return start("s3proxy", List.of("--properties", file.toString()), Map.of(), port, folder);
  }

  /** How to start S3Proxy elsewhere, with its objects as files in the folder {@code s3}. */
  public static List<String> s3proxyCommand(Path folder, URI endpoint) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "-jar",
        JARS.resolve("s3proxy.jar").toAbsolutePath().toString(),
        "--properties",
        s3proxyFile(folder, endpoint).toString());
  }

  /** Makes an empty bucket; whether the server was there to do it. */
  public static boolean makeBucket(S3Settings settings) {
    try (S3Client client = Connections.client(settings)) {
      client.createBucket(request -> request.bucket(settings.bucket()));
      return true;
    } catch (SdkClientException e) {
      return false;
    }
  }

  private static Path s3proxyFile(Path folder, URI endpoint) throws IOException {
    Properties properties = new Properties();
    properties.put("s3proxy.endpoint", endpoint.toString());
    properties.put("s3proxy.authorization", "aws-v4");
    properties.put("s3proxy.identity", ACCESS_KEY);
    properties.put("s3proxy.credential", SECRET_KEY);
    properties.put("jclouds.provider", "filesystem-nio2");
    properties.put(
        "jclouds.filesystem.basedir", Files.createDirectories(folder.resolve("s3")).toString());
    Path file = folder.resolve("s3proxy.properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }

  /** S3Mock, which takes any signature. */
  public static S3Server s3mock(Path folder) throws IOException, InterruptedException {
    int port = Ports.free();
    return start(
        "s3mock",
        List.of("--server.port=" + Ports.free(), "--com.adobe.testing.s3mock.httpPort=" + port),
        Map.of("COM_ADOBE_TESTING_S3MOCK_STORE_ROOT", folder.resolve("s3").toString()),
        port,
        folder);
  }

  private static S3Server start(
      String name, List<String> arguments, Map<String, String> environment, int port, Path folder)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                JARS.resolve(name + ".jar").toAbsolutePath().toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Path log = folder.resolve(name + ".log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    S3Server server = new S3Server(builder.start(), port);
    try {
      server.await(log);
      try (S3Client client = Connections.client(server.settings())) {
        client.createBucket(request -> request.bucket(server.settings().bucket()));
      }
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void await(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_WAIT.toNanos();
    while (!listens()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException("the S3 server does not start:\n" + Files.readString(log));
      }
      Thread.sleep(50);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Of the bucket. */
  public S3Settings settings() {
    return new S3Settings("farm", endpoint(), "us-east-1", true, ACCESS_KEY, SECRET_KEY);
  }

  /** What a farm is told for its objects to be in the bucket, by the keys of settings. */
  public Map<String, String> farmSettings() {
    return Map.of(
        S3Settings.BUCKET.key(),
        settings().bucket(),
        S3Settings.ENDPOINT.key(),
        endpoint().toString(),
        S3Settings.PATH_STYLE.key(),
        "true",
        S3Settings.ACCESS_KEY.key(),
        ACCESS_KEY,
        S3Settings.SECRET_KEY.key(),
        SECRET_KEY);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
