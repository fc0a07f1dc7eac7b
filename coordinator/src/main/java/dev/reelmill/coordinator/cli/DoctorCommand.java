package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.farm.WorkerRun;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks whether this machine has what a farm needs. */
@Command(name = "doctor", description = "Look whether this machine has what a farm needs.")
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;

  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    Settings all = settings.read();
    ObjectNode found = Json.MAPPER.createObjectNode();
    found.put("reelmill", Version.text());
    found.put(
        "jdk",
        System.getProperty("java.vendor.version") + " in " + System.getProperty("java.home"));
    found.put("cores", Runtime.getRuntime().availableProcessors());
    found.put("dataFolder", data.folder().toAbsolutePath().normalize().toString());
    found.put("freeDiskBytes", freeBytes());
    HttpSettings http = HttpSettings.from(all);
    found.put("httpPort", http.port());
    found.put("httpPortFree", isFree(http));
    JsonNode worker = Json.tree(WorkerRun.output(all.forwarded(), "doctor", "--json"));
    found.set("worker", worker);
    PrintWriter out = spec.commandLine().getOut();
    if (!json.print(found, out)) {
      print(found, "", out);
      out.flush();
    }
    return 0;
  }

  private static void print(JsonNode node, String indent, PrintWriter out) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = indent + field.getKey();
      if (field.getValue().isObject()) {
        out.println(name);
        print(field.getValue(), indent + "  ", out);
      } else {
        String text =
            field.getValue().isValueNode()
                ? field.getValue().asText()
                : field.getValue().toString();
        String value = name.endsWith("Bytes") ? gibibytes(field.getValue().asLong()) : text;
        out.printf("%-28s %s%n", name, value);
      }
    }
  }

  private static String gibibytes(long bytes) {
    return String.format(java.util.Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  private long freeBytes() throws IOException {
    Path folder = data.folder().toAbsolutePath().normalize();
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return Files.getFileStore(folder).getUsableSpace();
  }

  private static boolean isFree(HttpSettings http) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(http.host(), http.port()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
