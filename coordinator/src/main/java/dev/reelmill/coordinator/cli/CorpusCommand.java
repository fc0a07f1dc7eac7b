package dev.reelmill.coordinator.cli;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.Logging;
import dev.reelmill.coordinator.corpus.Corpus;
import dev.reelmill.coordinator.corpus.Corpus.InProgress;
import dev.reelmill.coordinator.corpus.CorpusFiles;
import dev.reelmill.coordinator.corpus.CorpusTable;
import dev.reelmill.coordinator.corpus.DecodedVideo;
import dev.reelmill.coordinator.corpus.FileResult;
import dev.reelmill.coordinator.corpus.Verdict;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.FarmOptions;
import dev.reelmill.coordinator.farm.Folders;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.profile.ProfileLibrary;
import dev.reelmill.coordinator.profile.ProfileSettings;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.transcode.Export;
import dev.reelmill.coordinator.transcode.ProgressDisplay;
import dev.reelmill.coordinator.transcode.ProgressDisplay.Line;
import dev.reelmill.coordinator.web.HttpSettings;
import java.io.IOException;
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

/** Proves a farm on a folder of files. */
@Command(
    name = "corpus",
    description = {
      "Transcode every file of a folder, and prove each result by decoding it and its source:",
      "every frame at its time in every rung, sound where it was, nothing lost, no gap.",
      "Subtitles beside a video go with it. SSIM and XPSNR in dB are the worst rung's, if the"
          + " profile has them measured.",
      "With --json, standard output has one object for each file, in a line, and no table.",
      "Exit code: 0 each file is right, or was refused as it had to be, being no media;",
      "2 wrong usage; 1 a file failed."
    })
final class CorpusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;
  @Mixin private FarmSizeOptions size;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "DIR", description = "Folder; all files in it and below it are taken.")
  private Path folder;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "What to make of them: a profile's name or a file (default: the setting 'profile').")
  private @Nullable String profile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Keep what is published: a folder for each file.")
  private @Nullable Path output;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new ReelmillException(FailureCode.INVALID, folder + " is no folder");
    }
    Settings all = settings.read(given());
    Logging.configure(LogSettings.from(all));
    try (Interruption interruption = new Interruption()) {
      Path data = Files.createTempDirectory("reelmill-corpus-");
      try {
        return run(data, new FarmOptions(data, true, false, size.workers(), size.slotsEach(), all));
      } finally {
        Folders.delete(data);
      }
    }
  }

  private Map<Setting<?>, String> given() {
    Map<Setting<?>, String> given = new HashMap<>();
    // Any free port: nobody but the workers talks to this farm.
    given.put(HttpSettings.PORT, "0");
    given.put(HttpSettings.HOST, "127.0.0.1");
    if (profile != null) {
      given.put(ProfileSettings.USUAL, profile);
    }
    return given;
  }

  private int run(Path data, FarmOptions options) throws InterruptedException, IOException {
    List<Path> files = CorpusFiles.in(folder);
    if (files.isEmpty()) {
      throw new ReelmillException(FailureCode.INVALID, "there are no files in " + folder);
    }
    Profile wanted = new ProfileLibrary(ProfileSettings.from(options.settings())).usual();
    try (Farm farm = Farm.start(options)) {
      Display display = new Display(farm);
      print(json.isWanted() ? "" : CorpusTable.heading());
      List<FileResult> results =
          new Corpus(farm, wanted, folder, data.resolve("decoded"), null, display).run(files);
      print(json.isWanted() ? "" : "\n" + CorpusTable.summary(results));
      return results.stream().anyMatch(result -> result.verdict() == Verdict.FAILED) ? 1 : 0;
    }
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    if (!line.isEmpty()) {
      out.println(line);
      out.flush();
    }
  }

  /** Bars on the terminal for what runs, a line for what is done. */
  private final class Display implements Corpus.Listener {
    private final Farm farm;
    private final Export export;
    private final ProgressDisplay bars = ProgressBars.of(spec);

    Display(Farm farm) {
      this.farm = farm;
      this.export = new Export(farm.coordinator().store());
    }

    @Override
    public void progress(List<InProgress> files) {
      bars.show(files.stream().map(one -> new Line(one.file(), one.status())).toList());
    }

    @Override
    public void finished(FileResult result, String video, @Nullable DecodedVideo decoded) {
      bars.clear();
      print(json.isWanted() ? Json.write(result) : CorpusTable.line(result));
      if (output != null) {
        keep(result, video, output);
      }
    }

    private void keep(FileResult result, String video, Path parent) {
      var publications = farm.coordinator().publications();
      publications
          .report(video, ObjectPaths.plain())
          .ifPresent(
              report ->
                  export.write(
                      publications.media(video).orElseThrow(),
                      report,
                      publications.status(video).map(VideoStatus::pictures).orElse(null),
                      parent.resolve(result.file())));
    }
  }
}
