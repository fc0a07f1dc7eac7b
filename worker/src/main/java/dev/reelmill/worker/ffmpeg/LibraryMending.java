package dev.reelmill.worker.ffmpeg;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the bundled FFmpeg start where libraries are missing that it only names: its device library
 * wants sound and screen libraries that servers lack. A link of that name to any shared object
 * satisfies the dynamic linker, as nothing in it is ever called.
 */
final class LibraryMending {

  private static final Logger log = LoggerFactory.getLogger(LibraryMending.class);
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: (lib[a-zA-Z0-9_.+-]+)");
  private static final int MOST = 20;

  private final FfmpegStart start;

  /** Runs {@code ffmpeg -version}. */
  interface FfmpegStart {
    RunResult version(Installation installation);
  }

  LibraryMending(FfmpegStart start) {
    this.start = start;
  }

  /**
   * The installation, with a folder of stand-ins if it needs any.
   *
   * @param folder for links, private to this program
   * @throws ReelmillException {@link FailureCode#ENCODER_FAILED} if it does not start nevertheless
   */
  Installation mend(Installation installation, Path folder) {
    Installation mended = installation;
    RunResult result = start.version(mended);
    for (int i = 0; i < MOST && !result.succeeded(); i++) {
      Optional<String> missing = missing(result);
      Optional<Path> standIn = standIn(installation);
      if (missing.isEmpty() || standIn.isEmpty()) {
        break;
      }
      link(folder, missing.get(), standIn.get());
      mended = installation.with(folder);
      result = start.version(mended);
    }
    if (!result.succeeded()) {
      throw new ReelmillException(
          FailureCode.ENCODER_FAILED,
          installation.ffmpeg()
              + " does not start: "
              + result.words()
              + ". Name another FFmpeg with ffmpeg.path.");
    }
    return mended;
  }

  private static Optional<String> missing(RunResult result) {
    Matcher matcher = MISSING.matcher(result.words());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<Path> standIn(Installation installation) {
    return installation.libraries().stream()
        .flatMap(folder -> Stream.of("libdrm.so.2", "libva-drm.so.2").map(folder::resolve))
        .filter(Files::exists)
        .findFirst();
  }

  private static void link(Path folder, String name, Path standIn) {
    log.debug("{} is missing here and not needed; {} stands in for it", name, standIn);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(name));
      Files.createSymbolicLink(folder.resolve(name), standIn);
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.ENCODER_FAILED,
          "can't link " + folder.resolve(name) + " to " + standIn + ": " + e,
          e);
    }
  }
}
