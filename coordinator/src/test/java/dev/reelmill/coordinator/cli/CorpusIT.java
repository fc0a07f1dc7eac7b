package dev.reelmill.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reelmill corpus} as people and scripts use it. */
@Tag("long")
class CorpusIT {

  private static final String PROFILE =
      Path.of("src/test/resources/profiles/measured.json").toAbsolutePath().toString();

  @TempDir static Path folder;
  static BundledFfmpeg ffmpeg;

  @BeforeAll
  static void find() throws IOException {
    ffmpeg = BundledFfmpeg.find(folder).orElseThrow();
  }

  @Test
  void table_has_a_line_for_each_file_and_what_is_no_media_fails_nothing() throws Exception {
    Path files = Files.createDirectories(folder.resolve("good"));
    // Of a single tone nobody could tell whether it was shifted.
    ffmpeg.run(
        ("-f lavfi -i testsrc2=s=320x180:r=25:d=3 -f lavfi -i aevalsrc=0.4*sin(2*PI*t*(300+90*t)):d=3"
                + " -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac "
                + files.resolve("clip.mp4"))
            .split(" ", -1));
    Files.writeString(
        files.resolve("clip.de.srt"), "1\n00:00:01,000 --> 00:00:02,000\nGuten Tag\n");
    Files.writeString(files.resolve("notes.txt"), "no video");
    Files.createFile(files.resolve("empty.mkv"));
    Path out = folder.resolve("out");

    CommandRun run = corpus(files, "--output=" + out);

    assertThat(run.exitCode()).as(run.out()).isZero();
    Map<String, String> lines =
        run.out()
            .lines()
            .filter(line -> !line.isEmpty())
            .collect(Collectors.toMap(line -> line.split(" ", 2)[0], Function.identity()));
    assertThat(lines).containsOnlyKeys("FILE", "clip.mp4", "notes.txt", "empty.mkv", "3");
    assertThat(lines.get("FILE"))
        .matches("FILE +VERDICT +FRAMES OUT +SECONDS +OUT +A/V MS +OUT +SSIM +XPSNR +PROBLEM");
    assertThat(lines.get("clip.mp4"))
        .matches(
            "clip\\.mp4 +ok +75 +75 +3\\.0\\d\\d +3\\.0\\d\\d +0\\.0 +0\\.0"
                + " +0\\.9\\d{3} +[3-5]\\d\\.\\d\\d");
    assertThat(lines.get("notes.txt")).contains(" refused ", "source-not-media");
    assertThat(lines.get("empty.mkv")).contains(" refused ", "it is empty");
    assertThat(lines.get("3")).isEqualTo("3 files: 1 ok, 2 refused as they had to be, 0 failed");
    assertThat(out.resolve("clip.mp4")).isDirectoryContaining("glob:**/text-1*");
  }

  @Test
  void json_has_an_object_for_each_file_and_one_that_failed_is_the_exit_code() throws Exception {
    Path files = Files.createDirectories(folder.resolve("mixed"));
    ffmpeg.clip(files.resolve("small.mp4"), 160, 90, 2);
    ffmpeg.run(
        ("-f lavfi -i testsrc2=s=320x180:r=25:d=2,noise=alls=90:allf=t -c:v libx264 "
                + files.resolve("noisy.mkv"))
            .split(" ", -1));

    CommandRun run = corpus(files, "--json", "--set=ffmpeg.output-size=100K");

    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    Map<String, JsonNode> objects =
        run.out()
            .lines()
            .map(Json::tree)
            .collect(Collectors.toMap(one -> one.path("file").asText(), Function.identity()));
    assertThat(objects).containsOnlyKeys("small.mp4", "noisy.mkv");
    JsonNode small = Objects.requireNonNull(objects.get("small.mp4"));
    JsonNode noisy = Objects.requireNonNull(objects.get("noisy.mkv"));
    assertThat(small.path("verdict").asText()).as("%s", small).isEqualTo("ok");
    assertThat(small.at("/source/frames").asLong()).isEqualTo(50);
    assertThat(small.at("/rungs/0/frames").asLong()).isEqualTo(50);
    assertThat(small.at("/rungs/0/timingErrorMillis").asDouble()).isZero();
    assertThat(small.at("/quality/0/ssim").asDouble()).isBetween(0.9, 1.0);
    assertThat(noisy.path("verdict").asText()).isEqualTo("failed");
    assertThat(noisy.path("problem").asText()).isNotEmpty();
  }

  @Test
  void folder_without_files_is_wrong_usage() throws IOException {
    CommandRun run = corpus(Files.createDirectories(folder.resolve("none")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there are no files in");
  }

  private static CommandRun corpus(Path files, String... options) {
    return CommandRun.of(
        Stream.of(List.of("corpus", files.toString(), "--profile=" + PROFILE), List.of(options))
            .flatMap(List::stream)
            .toList());
  }
}
