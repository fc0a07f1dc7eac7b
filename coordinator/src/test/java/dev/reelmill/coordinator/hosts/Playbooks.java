package dev.reelmill.coordinator.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The playbooks of {@code ansible/}, on roots of this machine through the chroot connection. */
final class Playbooks {

  static final Path FOLDER =
      Path.of(System.getProperty("reelmill.home"), "ansible").toAbsolutePath().normalize();

  private static final Pattern RECAP =
      Pattern.compile("(?m)^(\\S+)\\s+: ok=(\\d+)\\s+changed=(\\d+)\\s+unreachable=0\\s+failed=0");

  private final Path inventory;

  /**
   * @param folder of the inventory and of the farm's authority
   * @param text the inventory
   */
  Playbooks(Path folder, String text) throws IOException {
    this.inventory = Files.createDirectories(folder).resolve("hosts.yml");
    Files.writeString(inventory, text);
  }

  /** Certificate of the farm's authority. */
  Path authority() {
    return inventory.resolveSibling("authority").resolve("authority.pem");
  }

  /** Runs one; how much it changed, by host. */
  Map<String, Integer> run(String playbook, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ansible-playbook", "-i", inventory.toString()));
    command.addAll(List.of(options));
    command.add(FOLDER.resolve(playbook).toString());
    String said = Commands.run(environment(), command);
    Files.writeString(inventory.resolveSibling(playbook + ".log"), said);
    Map<String, Integer> changed = new LinkedHashMap<>();
    Matcher recap = RECAP.matcher(said);
    while (recap.find()) {
      changed.put(recap.group(1), Integer.valueOf(recap.group(3)));
    }
    return changed;
  }

  /** Settings of this folder, and none of this machine. */
  static Map<String, String> environment() {
    return Map.of(
        "ANSIBLE_CONFIG",
        FOLDER.resolve("ansible.cfg").toString(),
        "ANSIBLE_NOCOLOR",
        "1",
        "LC_ALL",
        "C.UTF-8");
  }
}
