package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.FarmOptions;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.transcode.Input;
import dev.reelmill.coordinator.transcode.ProgressDisplay;
import dev.reelmill.coordinator.transcode.Transcode;
import dev.reelmill.coordinator.transcode.Transcode.Finished;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Transcodes files on a farm that is started for it, and stopped afterwards. */
@Command(
    name = "transcode",
    mixinStandardHelpOptions = true,
    description = {
      "Transcode files; each becomes a folder that plays from any static web server.",
      "Exit code: 0 all done; 2 wrong usage; 3 an input was refused; 1 anything else."
    })
final class TranscodeCommand implements Callable<Integer> {

  private static final int USUAL_COLUMNS = 80;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;
  @Mixin private FarmSizeOptions size;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to transcode.")
  private List<Path> files;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results; made if it does not exist.")
  private Path output;

  @Option(names = "--force", description = "Replace results that exist.")
  private boolean force;

  @Option(names = "--json", description = "Print a JSON object for each finished video.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    // Any free port: nobody but the workers talks to this farm.
    Settings all = settings.read(usual());
    Logging.configure(LogSettings.from(all));
    try (Interruption interruption = new Interruption()) {
      Path data = makeWorkFolder();
      try {
        return transcode(new FarmOptions(data, true, false, size.workers(), size.slotsEach(), all));
      } finally {
        Folders.delete(data);
      }
    }
  }

  private int transcode(FarmOptions options) throws InterruptedException {
    try (Farm farm = Farm.start(options)) {
      Transcode transcode = new Transcode(farm.coordinator(), display(), this::finished);
      return transcode.run(Input.of(files, output), force).exitCode();
    }
  }

  private static Map<Setting<?>, String> usual() {
    return Map.of(HttpSettings.PORT, "0", HttpSettings.HOST, "127.0.0.1");
  }

  private Path makeWorkFolder() {
    try {
      Files.createDirectories(output);
      return Files.createTempDirectory(output, ".reelmill-");
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID, "can't write to the output folder " + output + ": " + e, e);
    }
  }

  private ProgressDisplay display() {
    // The launcher knows whether stderr is a terminal; Java does not.
    boolean terminal = "terminal".equals(System.getProperty("reelmill.stderr"));
    int columns = Integer.getInteger("reelmill.columns", USUAL_COLUMNS);
    return new ProgressDisplay(spec.commandLine().getErr(), terminal, columns);
  }

  private void finished(Finished video) {
    if (json) {
      ObjectNode node = Json.MAPPER.createObjectNode();
      node.put("input", video.input().file().toString());
      node.put("output", video.input().output().toString());
      node.put("seconds", video.took().toMillis() / 1000.0);
      node.set("report", Json.MAPPER.valueToTree(video.report()));
      PrintWriter out = spec.commandLine().getOut();
      out.println(node);
      out.flush();
    }
  }
}
