package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Scan;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.ProcessLimits;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.ProbeArguments;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Carries out inspection: streams, then every packet once, then some decoded frames. */
public final class Inspector {

  private static final Duration TIME = Duration.ofMinutes(10);

  private final Ffmpeg ffmpeg;

  public Inspector(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Inspects a file.
   *
   * @param source local; its name plays no part
   * @param scratch folder of this attempt
   * @throws ReelmillException with a code of kind BAD_SOURCE if it can't be used
   */
  public SourceFacts inspect(Path source, Path scratch, RunControl control) throws IOException {
    long size = Files.size(source);
    if (size == 0) {
      throw new ReelmillException(FailureCode.SOURCE_EMPTY, "the file has 0 bytes");
    }
    // FFmpeg also guesses by a name's ending; this one has none.
    Path nameless = Files.createSymbolicLink(scratch.resolve("source"), source.toAbsolutePath());
    Call call = new Call(nameless, new Place(scratch, List.of(source.toRealPath())), control);
    StreamReport report = streams(call);
    Stream picture = report.picture(ffmpeg.settings());
    List<String> warnings = new ArrayList<>();
    PacketScan scan = packets(call, report, picture, warnings);
    Picture look = look(call, report, picture, warnings);
    return new FactsAssembly(report, picture, look, scan, ffmpeg.settings(), warnings).facts(size);
  }

  private record Call(Path file, Place place, RunControl control) {}

  private StreamReport streams(Call call) {
    StringBuilder json = new StringBuilder();
    RunResult result =
        ffmpeg.ffprobe(
            ProbeArguments.streams(call.file(), ffmpeg.settings().inputLimits()),
            call.place(),
            limits(),
            call.control(),
            line -> json.append(line).append('\n'));
    if (!result.succeeded()) {
      throw Refusals.unopened(result);
    }
    return StreamReport.parse(json.toString());
  }

  private PacketScan packets(
      Call call, StreamReport report, Stream picture, List<String> warnings) {
    PacketScan scan = new PacketScan(picture.index());
    RunResult result =
        ffmpeg.ffprobe(
            ProbeArguments.packets(call.file(), report.format(), ffmpeg.settings().inputLimits()),
            call.place(),
            limits().patient(),
            call.control(),
            scan::hear);
    if (scan.isTooLong()) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS, "the picture has more than " + PacketScan.MOST + " frames");
    }
    if (scan.packets() == 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_NO_PICTURE,
          "stream %d (%s) holds no frames: %s"
              .formatted(picture.index(), picture.codec(), result.words()));
    }
    if (result.says("partial file", "truncated", "Truncated")) {
      warnings.add("The file ends early; what is there is used.");
    }
    return scan;
  }

  /** What frames are like, by the first that decodes. */
  private Picture look(Call call, StreamReport report, Stream picture, List<String> warnings) {
    StringBuilder json = new StringBuilder();
    ffmpeg.ffprobe(
        ProbeArguments.firstFrames(
            call.file(), report.format(), picture.index(), ffmpeg.settings().inputLimits()),
        call.place(),
        limits(),
        call.control(),
        line -> json.append(line).append('\n'));
    Stream frame = StreamReport.firstFrame(json.toString());
    if (frame.node().isMissingNode()) {
      proveDecodable(call, report, picture);
    }
    return new PictureAssembly(picture, frame).picture(Scan.PROGRESSIVE, warnings);
  }

  private void proveDecodable(Call call, StreamReport report, Stream picture) {
    RunResult result =
        ffmpeg.ffmpeg(
            ProbeArguments.firstFrame(
                call.file(), report.format(), picture.index(), ffmpeg.settings().inputLimits()),
            call.place(),
            limits().patient(),
            call.control(),
            line -> {});
    if (result.frames() == 0) {
      throw Refusals.undecodable(picture, result);
    }
  }

  private ProcessLimits limits() {
    return ffmpeg.limits().within(TIME);
  }
}
