package dev.reelmill.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.testing.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reelmill transcode} as scripts use it. */
class TranscodeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;

  @BeforeAll
  static void find() throws IOException {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
  }

  @Test
  void good_files_become_folders_that_play_and_bad_ones_are_named() throws Exception {
    Path first = clip("one/clip.mp4", 3);
    Path second = clip("two/clip.mkv", 2);
    Path words = Files.writeString(folder.resolve("notes.mp4"), "no video");
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    Path out = folder.resolve("out");

    CommandRun run =
        transcode(out, "--json", first, words, folder.resolve("gone.mp4"), second, empty);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            first + ": done in ",
            second + ": done in ",
            "gone.mp4: refused: there is no such file\n",
            "empty.mp4: refused: it is empty\n")
        .containsPattern("notes.mp4: refused: .*not");
    assertThat(run.err()).hasLineCount(5).doesNotContain("\u001b", "\tat ");
    assertPlays(out.resolve("clip"), 75);
    assertPlays(out.resolve("clip-2"), 50);
    assertThat(namesIn(out)).containsExactlyInAnyOrder("clip", "clip-2");
    assertThat(run.out()).hasLineCount(2);
    for (JsonNode video : run.out().lines().map(Json::tree).toList()) {
      Path output = Path.of(video.path("output").asText());
      assertThat(video.path("input").asText()).isIn(first.toString(), second.toString());
      assertThat(video.path("seconds").asDouble()).isPositive();
      assertThat(video.path("report"))
          .isEqualTo(Json.tree(Files.readString(output.resolve("report.json"))));
    }
    Path kept = Files.createFile(out.resolve("clip/kept"));
    replacesOnlyByForce(first, out, kept);
  }

  /** And what the farm itself could not do is another exit code than a refusal. */
  private static void replacesOnlyByForce(Path clip, Path out, Path kept) throws Exception {
    long begun = System.nanoTime();
    CommandRun again = transcode(out, clip);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("exists; --force would replace it").hasLineCount(1);
    assertThat(kept).exists();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("no farm is started where there is nothing to do")
        .isLessThan(Duration.ofSeconds(3));

    Path large = ffmpeg.clip(folder.resolve("large.mp4"), 1920, 1080, 12);
    CommandRun forced = transcode(out, "--force", "--set=ffmpeg.time-limit=1s", clip, large);
    assertThat(forced.exitCode()).as(forced.err()).isEqualTo(1);
    assertThat(forced.err()).contains(clip + ": done in ").containsPattern("large.mp4: failed: ");
    assertThat(kept).doesNotExist();
    assertPlays(out.resolve("clip"), 75);
    assertThat(namesIn(out)).containsExactlyInAnyOrder("clip", "clip-2");
  }

  @Test
  void a_signal_to_the_launcher_leaves_no_process_and_nothing_half_written() throws Exception {
    Path clip = ffmpeg.clip(folder.resolve("long.mp4"), 1280, 720, 20);
    Path out = folder.resolve("stopped");
    Path log = folder.resolve("stopped.log");
    Process process =
        Launcher.command("transcode", clip.toString(), "--output", out.toString())
            .redirectOutput(log.toFile())
            .start();
    await().atMost(PATIENCE).until(() -> belongingTo(out).anyMatch(TranscodeIT::isFfmpeg));

    // Not an interrupt: what runs in a script's background inherits that it ignores those.
    new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended within 20 s").isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(belongingTo(out)).isEmpty();
    assertThat(namesIn(out)).isEmpty();
    assertThat(Files.readString(log)).doesNotContain("ERROR", "WARN", "error in Reelmill", "\tat ");
  }

  /** Workers, PostgreSQL and every FFmpeg have the farm's folder on their command line. */
  private static Stream<ProcessHandle> belongingTo(Path out) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .map(line -> line.contains(out.toString()))
                    .orElse(false));
  }

  private static boolean isFfmpeg(ProcessHandle process) {
    return process.info().commandLine().map(line -> line.contains("-filter_complex")).orElse(false);
  }

  private static void assertPlays(Path video, long frames) throws Exception {
    assertThat(namesIn(video)).contains("master.m3u8", "poster.jpg", "report.json", "audio.m3u8");
    JsonNode report = Json.tree(Files.readString(video.resolve("report.json")));
    assertThat(report.path("renditions")).isNotEmpty();
    for (String line : Files.readAllLines(video.resolve("master.m3u8"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        assertThat(ffmpeg.frames(video.resolve(line))).as(line).isEqualTo(frames);
      }
    }
    assertThat(Files.size(video.resolve("poster.jpg"))).isPositive();
    Path pictures = video.resolve("pictures");
    assertThat(namesIn(pictures))
        .contains("large.jpg", "thumb.jpg", "mini.jpg", "recentactivity.jpg", "preview.webp")
        .contains("storyboard.vtt", "storyboard-1.jpg", "thumb-1.jpg");
    assertThat(Files.readString(pictures.resolve("storyboard.vtt")))
        .contains("\nstoryboard-1.jpg#xywh=0,0,160,90\n");
    assertThat(ffmpeg.frames(pictures.resolve("thumb.jpg"))).isEqualTo(1);
  }

  private static List<String> namesIn(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Path clip(String name, int seconds) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return ffmpeg.clip(file, 320, 180, seconds);
  }

  private static CommandRun transcode(Path out, Object... arguments) {
    List<String> all =
        Stream.concat(
                Stream.of("transcode", "--output=" + out),
                Stream.of(arguments).map(String::valueOf))
            .toList();
    return CommandRun.of(all);
  }
}
