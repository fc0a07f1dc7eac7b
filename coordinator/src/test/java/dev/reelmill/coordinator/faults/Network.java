package dev.reelmill.coordinator.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Hosts of a network of their own on this machine: a network namespace each, with an address, on
 * one bridge, on which this program has an address too. Only root can make it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
final class Network implements AutoCloseable {

  /** Of interfaces and namespaces; the kernel takes names of 15 characters. */
  private final String prefix = "rm" + ProcessHandle.current().pid() % 1_000_000;

  /** Of the benchmarking range, which nobody else uses (RFC 2544). */
  private final String net = "198.18." + ProcessHandle.current().pid() % 250;

  private final Map<String, Integer> hosts = new LinkedHashMap<>();

  /** Makes the bridge. */
  Network() throws IOException, InterruptedException {
    try {
      ip("link", "add", bridge(), "type", "bridge");
      ip("address", "add", net + ".1/24", "dev", bridge());
      ip("link", "set", bridge(), "up");
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Whether this machine lets us. */
  static boolean isAllowed() throws IOException, InterruptedException {
    String name = "rm-try-" + ProcessHandle.current().pid();
    try {
      ip("netns", "add", name);
    } catch (IOException e) {
      return false;
    }
    try {
      ip("-n", name, "link", "add", "rm-one", "type", "veth", "peer", "name", "rm-two");
      ip("-n", name, "link", "add", "rm-bridge", "type", "bridge");
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      remove("netns", "delete", name);
    }
  }

  /** Makes a host. */
  void add(String host) throws IOException, InterruptedException {
    int number = hosts.size() + 2;
    hosts.put(host, number);
    ip("netns", "add", namespace(host));
    ip("link", "add", link(host), "type", "veth", "peer", "name", "eth0", "netns", namespace(host));
    ip("link", "set", link(host), "master", bridge());
    ip("link", "set", link(host), "up");
    in(host, "address", "add", address(host) + "/24", "dev", "eth0");
    in(host, "link", "set", "eth0", "up");
    in(host, "link", "set", "lo", "up");
  }

  String address(String host) {
    return net + "." + hosts.get(host);
  }

  /** A command, as it runs on a host. */
  List<String> on(String host, List<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", namespace(host)), command.stream())
        .toList();
  }

  /** Takes the cable out: nothing comes or goes. */
  void cut(String host) throws IOException, InterruptedException {
    ip("link", "set", link(host), "down");
  }

  void heal(String host) throws IOException, InterruptedException {
    ip("link", "set", link(host), "up");
  }

  /** What one host sends to another does not arrive; the other way all is well. */
  void cut(String from, String to) throws IOException, InterruptedException {
    in(from, "route", "add", "blackhole", address(to) + "/32");
  }

  void heal(String from, String to) throws IOException, InterruptedException {
    in(from, "route", "delete", "blackhole", address(to) + "/32");
  }

  private String bridge() {
    return prefix + "br";
  }

  private String namespace(String host) {
    return prefix + "-" + host;
  }

  private String link(String host) {
    return prefix + "v" + hosts.get(host);
  }

  private void in(String host, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip", "-n", namespace(host)));
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void ip(String... arguments) throws IOException, InterruptedException {
    run(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList());
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  /** Removes all of it; whatever still runs there loses its network. */
  @Override
  public void close() {
    hosts.keySet().forEach(host -> remove("netns", "delete", namespace(host)));
    remove("link", "delete", bridge());
  }

  private static void remove(String... what) {
    try {
      ip(what);
    } catch (IOException e) {
      System.err.println("left behind: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
