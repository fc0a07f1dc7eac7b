package dev.reelmill.worker.text;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.text.Cue;
import dev.reelmill.common.text.WebVtt;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.TextArguments;
import dev.reelmill.worker.ffmpeg.arguments.TextArguments.TextCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Extracts subtitles. Whatever is wrong with them is a warning: a video plays without them. */
public final class TextExtractor {

  private static final Logger log = LoggerFactory.getLogger(TextExtractor.class);
  private static final long MOST_SIDE_CAR_BYTES = 16 << 20;

  private final Ffmpeg ffmpeg;

  public TextExtractor(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * What came of a track.
   *
   * @param file WebVTT; absent if there is nothing to show
   * @param cues how many it has
   * @param warnings for the uploader
   */
  public record ExtractedText(Optional<Path> file, int cues, List<String> warnings) {
    public ExtractedText {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Extracts.
   *
   * @param source of which the track is fetched; a side-car is there already
   * @param scratch folder of this attempt
   * @throws ReelmillException {@link FailureCode#REVOKED} only
   */
  public ExtractedText extract(ExtractText order, Source source, Path scratch, RunControl control)
      throws IOException {
    if (order.isSideCar()) {
      if (Files.size(source.file()) > MOST_SIDE_CAR_BYTES) {
        return nothing("The subtitle file is larger than %d bytes.".formatted(MOST_SIDE_CAR_BYTES));
      }
      return read(order, decoded(order, source.file(), scratch), scratch, control);
    }
    source.track(order.stream());
    ExtractedText text = read(order, source.file(), scratch, control);
    if (source.isWhole() || text.warnings().isEmpty()) {
      return text;
    }
    source.whole(text.warnings().getFirst());
    return read(order, source.file(), scratch, control);
  }

  private ExtractedText read(ExtractText order, Path input, Path scratch, RunControl control)
      throws IOException {
    Path raw = scratch.resolve("raw.vtt");
    List<String> warnings = new ArrayList<>();
    convert(order, input, raw, scratch, control).ifPresent(warnings::add);
    List<Cue> cues =
        Files.exists(raw)
            ? new WebVttReader(order.origin(), order.duration()).cues(text(raw))
            : List.of();
    if (cues.isEmpty()) {
      warnings.add("The subtitles show nothing.");
      return new ExtractedText(Optional.empty(), 0, warnings);
    }
    Path file = scratch.resolve("clean.vtt");
    Files.writeString(file, WebVtt.write(cues));
    return new ExtractedText(Optional.of(file), cues.size(), warnings);
  }

  /** What went wrong, if something did. */
  private Optional<String> convert(
      ExtractText order, Path input, Path raw, Path scratch, RunControl control)
      throws IOException {
    TextCommand command =
        new TextCommand(input, order.format(), order.stream(), order.codec(), raw);
    try {
      RunResult result =
          ffmpeg.ffmpeg(
              TextArguments.of(command, ffmpeg.settings().inputLimits()),
              new Place(scratch, List.of(input.toRealPath())),
              ffmpeg.limits().patient(),
              control,
              line -> {});
      if (!result.succeeded() || result.says("Invalid data", "Invalid UTF-8", "Error ")) {
        log.info("subtitles with complaints: {}", result.words());
        return Optional.of("A part of the subtitles can't be read: " + result.words());
      }
      return Optional.empty();
    } catch (ReelmillException e) {
      if (e.code() == FailureCode.REVOKED) {
        throw e;
      }
      return Optional.of("The subtitles can't be read: " + e.getMessage());
    }
  }

  private static Path decoded(ExtractText order, Path source, Path scratch) throws IOException {
    Path file = scratch.resolve("side-car.txt");
    return Files.writeString(
        file, TextEncodings.decode(Files.readAllBytes(source), order.language()));
  }

  /** What FFmpeg passes on of the source may be anything. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\r", "");
  }

  private static ExtractedText nothing(String warning) {
    return new ExtractedText(Optional.empty(), 0, List.of(warning));
  }
}
