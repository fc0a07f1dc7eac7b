package dev.reelmill.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.health.ProgramVersion;
import dev.reelmill.common.log.LogSettings;
import dev.reelmill.common.log.LogSettings.LogFormat;
import dev.reelmill.common.log.LogSettings.LogLevel;
import dev.reelmill.common.log.Logging;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.scratch.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says what this machine offers to a worker. */
@Command(name = "doctor", description = "Show FFmpeg, its encoders, the sandbox and free disk.")
final class DoctorCommand implements Callable<Integer> {

  private static final List<String> ENCODERS =
      List.of("libx264", "libx265", "libsvtav1", "libvpx-vp9", "aac", "libopus");

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @ParentCommand
  private WorkerProgram program;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object instead of lines for people.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Settings settings = program.read();
    Logging.configure(new LogSettings(LogLevel.WARN, LogFormat.TEXT));
    WorkerSettings own = WorkerSettings.from(settings);
    try (Scratch scratch = Scratch.open(own.scratch())) {
      Ffmpeg ffmpeg = Ffmpeg.open(FfmpegSettings.from(settings), scratch.subfolder("ffmpeg"));
      print(findings(own, ffmpeg));
    }
    return 0;
  }

  private static Map<String, Object> findings(WorkerSettings own, Ffmpeg ffmpeg)
      throws IOException {
    Map<String, Object> findings = new LinkedHashMap<>();
    findings.put("version", ProgramVersion.of(WorkerProgram.class));
    findings.put("ffmpeg", ffmpeg.version());
    findings.put("ffmpegPath", ffmpeg.path().toString());
    List<String> present = ffmpeg.encoders();
    Map<String, Boolean> encoders = new LinkedHashMap<>();
    ENCODERS.forEach(name -> encoders.put(name, present.contains(name)));
    findings.put("encoders", encoders);
    findings.put("sandbox", ffmpeg.sandbox().level().name().toLowerCase(Locale.ROOT));
    if (!ffmpeg.sandbox().reason().isEmpty()) {
      findings.put("sandboxReason", ffmpeg.sandbox().reason());
    }
    findings.put("slots", own.slots());
    findings.put("scratch", own.scratch().toString());
    findings.put("scratchFreeBytes", Files.getFileStore(own.scratch()).getUsableSpace());
    return findings;
  }

  private void print(Map<String, Object> findings) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonMapper.builder().build().writeValueAsString(findings));
    } else {
      findings.forEach((name, value) -> out.printf("%-18s %s%n", name, value));
    }
    out.flush();
  }
}
