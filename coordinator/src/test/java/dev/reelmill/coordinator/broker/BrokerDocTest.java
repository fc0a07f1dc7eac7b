package dev.reelmill.coordinator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.coordinator.broker.BrokerFiles.Listening;
import dev.reelmill.coordinator.broker.BrokerPair.Part;
import dev.reelmill.testing.DocPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.Test;

/** Holds docs/broker.md against what is written for a broker. */
class BrokerDocTest {

  private static final DocPage PAGE = DocPage.named("broker.md");

  private static final Map<String, String> FILES =
      BrokerFiles.of(new Listening("h", 1, Path.of("k"), Path.of("t")));

  @Test
  void page_says_who_may_do_what() throws IOException {
    StringBuilder table = new StringBuilder("| Address | Coordinator | Worker |\n|---|---|---|\n");
    BrokerLayout.permissions()
        .forEach(
            (address, roles) ->
                table.append(
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            address,
                            rights(roles, BrokerLayout.COORDINATOR),
                            rights(roles, BrokerLayout.WORKER))));
    PAGE.assertPart("rights", table.toString());
  }

  private static String rights(Set<Role> roles, String name) {
    Role role = roles.stream().filter(one -> one.getName().equals(name)).findFirst().orElseThrow();
    return Stream.of(
            role.isSend() ? "`send`" : "",
            role.isConsume() ? "`consume`" : "",
            role.isBrowse() ? "`browse`" : "")
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Test
  void page_says_what_holds_for_which_address() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | Address | Expires after | Deliveries | Memory | When full | Disk | When full |
            |---|---|---|---|---|---|---|
            """);
    BrokerLayout.settings()
        .forEach((address, settings) -> table.append(row(address, settings)).append('\n'));
    PAGE.assertPart("settings", table.toString());
  }

  private static String row(String address, AddressSettings settings) {
    return "| `%s` | %s | %d | %d MiB | `%s` | %d MiB | `%s` |"
        .formatted(
            address,
            settings.getExpiryDelay() < 0 ? "–" : settings.getExpiryDelay() + " ms",
            settings.getMaxDeliveryAttempts(),
            settings.getMaxSizeBytes() >> 20,
            settings.getAddressFullMessagePolicy(),
            settings.getPageLimitBytes() >> 20,
            settings.getPageFullMessagePolicy());
  }

  private static String pair(Part part) {
    BrokerPair pair = new BrokerPair(part, "a:1", "b:1");
    return BrokerFiles.of(new Listening("h", 1, Path.of("k"), Path.of("t"), pair))
        .getOrDefault("broker.xml", "");
  }

  @Test
  void page_explains_every_setting_and_names_every_file() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "broker.md"));
    assertThat(page).contains(FILES.keySet());
    Set<String> names = new TreeSet<>();
    String xml = FILES.getOrDefault("broker.xml", "") + pair(Part.PRIMARY) + pair(Part.BACKUP);
    for (String found :
        List.of(
            "<([a-z][a-z-]+)[ >/]", "permission type=\"(\\w+)\"", "(ring-size)=", "[?;](\\w+)=")) {
      Pattern.compile(found).matcher(xml).results().forEach(match -> names.add(match.group(1)));
    }
    names.removeAll(Set.of("configuration", "core", "acceptors"));
    assertThat(names).contains("acceptor", "page-limit-bytes", "needClientAuth", "browse");
    assertThat(names).allSatisfy(name -> assertThat(page).containsPattern("`" + name + "[`=]"));
  }
}
