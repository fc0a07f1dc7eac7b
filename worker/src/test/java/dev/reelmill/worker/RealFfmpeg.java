package dev.reelmill.worker;

import dev.reelmill.common.config.Settings;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The bundled FFmpeg, opened once for all tests, and clips made with it. */
public final class RealFfmpeg {

  private static final Path FOLDER = temporaryFolder();

  public static final Ffmpeg INSTANCE = Ffmpeg.open(settings(Map.of()), FOLDER);

  private RealFfmpeg() {}

  /** FFmpeg's settings with some set. */
  public static FfmpegSettings settings(Map<String, String> flags) {
    return FfmpegSettings.from(Settings.read(FfmpegSettings.ALL, List.of(), null, Map.of(), flags));
  }

  /** Runs ffmpeg with these words, which must succeed, in a folder. */
  public static RunResult run(Path folder, String... words) {
    List<String> all = new ArrayList<>(List.of("-nostdin", "-y", "-loglevel", "level+error"));
    all.addAll(Arrays.asList(words));
    RunResult result =
        INSTANCE.ffmpeg(
            all, new Place(folder, List.of()), INSTANCE.limits(), new RunControl(), line -> {});
    if (!result.succeeded()) {
      throw new IllegalStateException(all + ": " + result.words());
    }
    return result;
  }

  /** A clip of a test picture, by the words that encode it, separated by spaces. */
  public static Path clip(Path folder, String name, String input, String encoding) {
    List<String> words = new ArrayList<>(List.of("-f", "lavfi", "-i", input));
    words.addAll(List.of(encoding.split(" ")));
    words.add(name);
    run(folder, words.toArray(String[]::new));
    return folder.resolve(name);
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("reelmill-test");
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> dev.reelmill.worker.scratch.Scratch.remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
