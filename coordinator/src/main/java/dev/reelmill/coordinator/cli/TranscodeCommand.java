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
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.transcode.Input;
import dev.reelmill.coordinator.transcode.Outcome;
import dev.reelmill.coordinator.transcode.ProgressDisplay;
import dev.reelmill.coordinator.transcode.Transcode;
import dev.reelmill.coordinator.transcode.Transcode.Finished;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Transcodes files on a farm that is started for it, and stopped afterwards. */
@Command(
    name = "transcode",
    description = {
      "Transcode files; each becomes a folder that plays from any static web server.",
      "With --json, standard output has one object for each finished video, in a line.",
      "Exit code: 0 all done; 2 wrong usage; 3 an input was refused; 1 anything else."
    })
final class TranscodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;
  @Mixin private FarmSizeOptions size;
  @Mixin private JsonOption json;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to transcode.")
  private List<Path> files;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results; made if it does not exist.")
  private Path output;

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "What to make: a profile's name, or a file ending in .json (default: web).")
  private @Nullable String profile;

  @Option(names = "--force", description = "Replace results that exist.")
  private boolean force;

  @Override
  public Integer call() throws InterruptedException, IOException {
    // Any free port: nobody but the workers talks to this farm.
    // What happens is shown by the display; only what is out of order needs a line in a log.
    Settings all = settings.read(usual()).usually(LogSettings.LEVEL, "warn");
    Logging.configure(LogSettings.from(all));
    ProgressDisplay display = ProgressBars.of(spec);
    Outcome outcome = new Outcome(display);
    List<Input> inputs = outcome.admit(Input.of(files, output), force);
    if (inputs.isEmpty()) {
      return outcome.exitCode();
    }
    PrintStream err = System.err;
    System.setErr(display.above());
    try (Interruption interruption = new Interruption()) {
      Path data = makeWorkFolder();
      try {
        FarmOptions options =
            new FarmOptions(data, true, false, size.workers(), size.slotsEach(), all);
        try (Farm farm = Farm.start(options)) {
          new Transcode(farm.coordinator(), display, outcome, this::finished).run(inputs);
        }
      } finally {
        Folders.delete(data);
      }
    } finally {
      System.setErr(err);
    }
    return outcome.exitCode();
  }

  private Map<Setting<?>, String> usual() {
    Map<Setting<?>, String> usual = new HashMap<>();
    usual.put(HttpSettings.PORT, "0");
    usual.put(HttpSettings.HOST, "127.0.0.1");
    if (profile != null) {
      usual.put(ProfileSettings.USUAL, profile);
    }
    return usual;
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

  private void finished(Finished video) {
    if (json.isWanted()) {
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
