package dev.reelmill.coordinator.faults;

import dev.reelmill.coordinator.database.DatabaseRole;
import dev.reelmill.coordinator.database.DatabaseSettings;
import dev.reelmill.coordinator.farm.OwnProgramCommand;
import dev.reelmill.coordinator.farm.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A site as a process of its own, with the rights of a site, beside a farm that can be broken.
 *
 * @param url where it serves
 */
record SiteProcess(RoleProcess process, URI url) implements AutoCloseable {

  /**
   * Starts one.
   *
   * @param settings more of them, by their keys
   */
  static SiteProcess start(BreakableFarm farm, String name, Map<String, String> settings) {
    int port = Ports.free();
    DatabaseSettings direct = farm.postgres().settings(DatabaseRole.SITE);
    Map<String, String> all = new HashMap<>(settings);
    all.put(
        "database.url",
        direct.url().replace(":" + farm.postgres().port(), ":" + farm.databaseWay().port()));
    all.put("database.user", direct.user());
    all.put("database.password", direct.password());
    all.put("store.path", farm.data().store().toString());
    all.put("http.port", Integer.toString(port));
    Path log = farm.data().logs().resolve(name + ".log");
    RoleProcess process =
        new RoleProcess(
            name,
            OwnProgramCommand.of(List.of(), "site", "--with-parent"),
            BreakableFarm.environment(all),
            log);
    process.start();
    return new SiteProcess(process, URI.create("http://127.0.0.1:" + port));
  }

  @Override
  public void close() {
    process.close();
  }
}
