package dev.reelmill.coordinator.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the roles make of one host in the group of brokers, and of two. */
@Tag("long")
class BrokerVariablesIT {

  @TempDir Path folder;

  @BeforeEach
  void ansible_is_there() {
    DebianRoot.assumePossible("ansible-playbook");
  }

  /** The variables of each broker, a line each: its URL, and its options. */
  private List<String> evaluated(String hosts) throws Exception {
    Path roles = Playbooks.FOLDER.resolve("roles");
    Path inventory = folder.resolve("hosts.yml");
    Files.writeString(
        inventory,
        """
        all:
          hosts:
            b1: { ansible_host: 192.0.2.1 }
            b2: { ansible_host: 192.0.2.2, common_address: b2.example.org }
          children:
            broker: { hosts: { %s } }
          vars: { ansible_connection: local }
        """
            .formatted(hosts));
    Path playbook = folder.resolve("play.yml");
    Files.writeString(
        playbook,
        """
        - hosts: broker
          gather_facts: false
          vars_files: [%s, %s]
          tasks:
            - ansible.builtin.copy:
                content: "{{ common_broker_url }} {{ artemis_pair | join(' ') }}\\n"
                dest: "%s/{{ inventory_hostname }}.txt"
        """
            .formatted(
                roles.resolve("common/defaults/main.yml"),
                roles.resolve("artemis/defaults/main.yml"),
                folder));
    Commands.run(
        Playbooks.environment(),
        List.of("ansible-playbook", "-i", inventory.toString(), playbook.toString()));
    return List.of(read("b1"), read("b2"));
  }

  private String read(String host) throws Exception {
    Path file = folder.resolve(host + ".txt");
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }

  @Test
  void one_broker_is_alone() throws Exception {
    assertThat(evaluated("b1: null")).containsExactly("tcp://192.0.2.1:61617", "");
  }

  @Test
  void two_brokers_are_a_pair_in_which_each_knows_the_other() throws Exception {
    String url = "(tcp://192.0.2.1:61617,tcp://b2.example.org:61617)";
    assertThat(evaluated("b1: null, b2: null"))
        .containsExactly(
            url + " --pair=primary --address=192.0.2.1:61617 --other=b2.example.org:61617",
            url + " --pair=backup --address=b2.example.org:61617 --other=192.0.2.1:61617");
  }
}
