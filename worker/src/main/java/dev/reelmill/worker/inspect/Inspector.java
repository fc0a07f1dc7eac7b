package dev.reelmill.worker.inspect;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.Scan;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.fetch.Source.Stretch;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.ProcessLimits;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.TimeBudget;
import dev.reelmill.worker.ffmpeg.arguments.ProbeArguments;
import dev.reelmill.worker.inspect.StreamReport.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out inspection: streams, then every packet once, then some decoded frames and sound. */
public final class Inspector {

  /** For all of it: a file may have many tracks, each of which is tried. */
  private static final Duration TIME = Duration.ofMinutes(10);

  private static final int NO_STREAM = -1;

  /** Neighbours in a file are not so far apart, unless a timestamp is wrong. */
  private static final Rational FAR = Rational.of(10);

  /** Refusals that leave the sound to be looked at. */
  private static final Set<FailureCode> ABOUT_THE_PICTURE =
      Set.of(
          FailureCode.SOURCE_NO_PICTURE,
          FailureCode.SOURCE_UNDECODABLE,
          FailureCode.SOURCE_NOT_MEDIA);

  /** Containers whose clocks may leap without anything missing: ISO/IEC 13818-1, 2.4.3.5. */
  private static final Set<String> LEAPING = Set.of("mpegts", "mpeg");

  /** The container whose index tells all that is asked of a packet. */
  private static final String INDEXED = "mov";

  /** What ffprobe says of each attachment and of tracks of data, whatever is in them. */
  private static final String NO_MEDIA = "Unsupported codec with id";

  private final Ffmpeg ffmpeg;

  public Inspector(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Inspects a file. Of one whose index or blocks tell where all packets are, only what is read of
   * them has to be there; if that shows anything odd, it looks again at all.
   *
   * @param source its name plays no part
   * @param scratch folder of this attempt
   * @throws ReelmillException with a code of kind BAD_SOURCE if it can't be used
   */
  public SourceFacts inspect(Source source, Path scratch, RunControl control) throws IOException {
    source.inspection();
    // The sandbox shows the file itself, not the links on the way to it.
    Path real = source.file().toRealPath();
    long size = Files.size(real);
    if (size == 0) {
      throw new ReelmillException(FailureCode.SOURCE_EMPTY, "the file has 0 bytes");
    }
    // FFmpeg also guesses by a name's ending; this one has none.
    Path nameless = Files.createSymbolicLink(scratch.resolve("source"), real);
    Place place = new Place(scratch, List.of(real));
    Call call = new Call(source, nameless, place, control, new TimeBudget(TIME));
    if (!source.isWhole()) {
      Optional<SourceFacts> facts = inPart(call, size);
      if (facts.isPresent()) {
        return facts.get();
      }
    }
    return inspected(call, size);
  }

  /** By the bytes that are there; absent if that was not enough, and all have been fetched. */
  private Optional<SourceFacts> inPart(Call call, long size) throws IOException {
    String odd;
    try {
      SourceFacts facts = inspected(call, size);
      if (facts.warnings().isEmpty() && facts.missing().isEmpty()) {
        return Optional.of(facts);
      }
      odd = facts.warnings().isEmpty() ? "pictures are missing" : facts.warnings().getFirst();
    } catch (ReelmillException e) {
      if (e.code().kind() != FailureKind.BAD_SOURCE) {
        throw e;
      }
      odd = String.valueOf(e.getMessage());
    }
    call.source().whole("inspection found: " + odd);
    return Optional.empty();
  }

  private SourceFacts inspected(Call call, long size) throws IOException {
    try {
      return inspect(call, size);
    } catch (ArithmeticException e) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS, "its times go beyond what can be counted", e);
    }
  }

  private SourceFacts inspect(Call call, long size) throws IOException {
    StreamReport report = streams(call);
    List<String> warnings = new ArrayList<>();
    try {
      Stream picture = report.picture(ffmpeg.settings());
      PacketScan scan = packets(call, report, picture, warnings);
      Picture look = look(call, report, picture, scan, warnings);
      SoundAssembly sound = new SoundAssembly(scan, sounding(call, report, warnings));
      return new FactsAssembly(report, picture, look, scan, ffmpeg.settings(), warnings)
          .facts(size, sound);
    } catch (ReelmillException e) {
      if (!ABOUT_THE_PICTURE.contains(e.code())) {
        throw e;
      }
      return soundOnly(call, report, size, e);
    }
  }

  /** What has no picture that decodes is still worth hearing. */
  private SourceFacts soundOnly(
      Call call, StreamReport report, long size, ReelmillException noPicture) {
    List<String> warnings = new ArrayList<>();
    List<Stream> sounding = sounding(call, report, warnings);
    if (sounding.isEmpty()) {
      throw noPicture;
    }
    if (report.hasMovingPicture()) {
      warnings.add("The picture was left out: " + noPicture.getMessage() + ".");
    }
    PacketScan scan = scan(call, report, NO_STREAM, warnings);
    return new SoundAssembly(scan, sounding).only(report, size, ffmpeg.settings(), warnings);
  }

  /** Tracks of which something decodes. */
  private List<Stream> sounding(Call call, StreamReport report, List<String> warnings) {
    List<Stream> sounding = new ArrayList<>();
    for (Stream track : report.audio()) {
      Path proof = call.place().scratch().resolve("sound" + track.index());
      ffmpeg.ffmpeg(
          ProbeArguments.firstSound(
              call.file(), report.format(), track.index(), proof, ffmpeg.settings().inputLimits()),
          call.place(),
          limits(call).patient(),
          call.control(),
          line -> {});
      if (proof.toFile().length() > 0) {
        sounding.add(track);
      } else {
        warnings.add(
            "The audio track at %d (%s) can't be decoded, and was left out."
                .formatted(track.index(), track.codec()));
      }
    }
    return sounding;
  }

  private record Call(Source source, Path file, Place place, RunControl control, TimeBudget time) {}

  private StreamReport streams(Call call) {
    BoundedText json = new BoundedText();
    RunResult result =
        ffmpeg.ffprobe(
            ProbeArguments.streams(call.file(), ffmpeg.settings().inputLimits()),
            call.place(),
            limits(call),
            call.control(),
            json::add);
    if (!result.succeeded()) {
      throw Refusals.unopened(result, call.file());
    }
    return StreamReport.parse(json.toString());
  }

  private PacketScan packets(
      Call call, StreamReport report, Stream picture, List<String> warnings) {
    PacketScan scan = scan(call, report, picture.index(), warnings);
    if (scan.packets() == 0) {
      throw new ReelmillException(
          FailureCode.SOURCE_NO_PICTURE,
          "stream %d (%s) holds no frames".formatted(picture.index(), picture.codec()));
    }
    return scan;
  }

  private PacketScan scan(Call call, StreamReport report, int picture, List<String> warnings) {
    PacketScan scan = new PacketScan(picture, report.ticks(FAR));
    RunResult result =
        ffmpeg.ffprobe(
            ProbeArguments.packets(
                call.file(),
                report.format(),
                !call.source().isWhole() && INDEXED.equals(report.format()),
                ffmpeg.settings().inputLimits()),
            call.place(),
            limits(call).patient(),
            call.control(),
            scan::hear);
    scan.end(report.timebases(picture), LEAPING.contains(report.format()));
    if (result.says("corrupt", "EBML", "exceeds", "out of order", "Invalid", "partial file")) {
      scan.markDamaged();
    }
    if (result.says("partial file", "truncated", "Truncated")) {
      warnings.add("The file ends early; what is there is used.");
    }
    boolean well = result.complaints().stream().allMatch(line -> line.contains(NO_MEDIA));
    if (!call.source().isWhole() && !well) {
      warnings.add("ffprobe had to complain: " + result.words());
    }
    return scan;
  }

  /** What frames are like, by the first that decodes. */
  private Picture look(
      Call call, StreamReport report, Stream picture, PacketScan packets, List<String> warnings)
      throws IOException {
    BoundedText json = new BoundedText();
    ffmpeg.ffprobe(
        ProbeArguments.firstFrames(
            call.file(), report.format(), picture.index(), ffmpeg.settings().inputLimits()),
        call.place(),
        limits(call),
        call.control(),
        json::add);
    Stream frame = StreamReport.firstFrame(json.toString());
    if (frame.node().isMissingNode()) {
      proveDecodable(call, report, picture);
    }
    Scan scan = fields(call, report, picture, packets, ScanClaim.of(picture, frame));
    return new PictureAssembly(picture, frame).picture(scan, warnings);
  }

  /** Believes what the file says of its fields, or looks: in its middle, and at its beginning. */
  private Scan fields(
      Call call, StreamReport report, Stream picture, PacketScan packets, ScanClaim claim)
      throws IOException {
    if (!claim.doubtful()) {
      return claim.scan();
    }
    long middle = packets.middleKeyframe();
    fetch(call.source(), picture, middle);
    FieldCounts counts = fields(call, report, picture, picture.timebase().times(middle));
    if (!counts.determined()) {
      fetch(call.source(), picture, packets.firstPacket());
      counts = fields(call, report, picture, null);
    }
    return counts.scan(claim.scan());
  }

  private FieldCounts fields(
      Call call, StreamReport report, Stream picture, @Nullable Rational from) throws IOException {
    ffmpeg.ffmpeg(
        ProbeArguments.fields(
            call.file(), report.format(), picture.index(), from, ffmpeg.settings().inputLimits()),
        call.place(),
        limits(call).patient(),
        call.control(),
        line -> {});
    Path file = call.place().scratch().resolve(ProbeArguments.FIELDS_FILE);
    return FieldCounts.of(Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  /** As much as is looked at for fields, at the usual rates. */
  private static void fetch(Source source, Stream picture, long from) {
    long until = Math.addExact(from, FAR.dividedBy(picture.timebase()).ceil());
    source.stretch(new Stretch(picture.index(), from, until));
  }

  private void proveDecodable(Call call, StreamReport report, Stream picture) {
    RunResult result =
        ffmpeg.ffmpeg(
            ProbeArguments.firstFrame(
                call.file(), report.format(), picture.index(), ffmpeg.settings().inputLimits()),
            call.place(),
            limits(call).patient(),
            call.control(),
            line -> {});
    if (result.frames() == 0) {
      throw Refusals.undecodable(picture, result);
    }
  }

  private ProcessLimits limits(Call call) {
    return call.time().within(ffmpeg.limits());
  }
}
