package dev.reelmill.worker.intake;

import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.pictures.StillsObject;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.ExtractText;
import dev.reelmill.common.work.WorkOrder.InspectSource;
import dev.reelmill.common.work.WorkOrder.OfSource;
import dev.reelmill.common.work.WorkOrder.PackPictures;
import dev.reelmill.common.work.WorkOrder.StillsOrder;
import dev.reelmill.common.work.WorkOrder.TrialEncode;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.deliver.EarlyUploads;
import dev.reelmill.worker.deliver.SegmentExpectation;
import dev.reelmill.worker.deliver.Verification;
import dev.reelmill.worker.deliver.VerifiedFile;
import dev.reelmill.worker.encode.CollectedStills;
import dev.reelmill.worker.encode.EncodedSegment;
import dev.reelmill.worker.encode.SegmentEncoder;
import dev.reelmill.worker.encode.TrialEncoder;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.inspect.Inspector;
import dev.reelmill.worker.quality.QualityMeasuring;
import dev.reelmill.worker.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Carries an order out, from its source's bytes to stored results. */
public final class OrderWork implements Work {

  private final Ffmpeg ffmpeg;
  private final SourceFiles sources;
  private final Scratch scratch;
  private final Inspector inspector;
  private final SegmentEncoder segments;
  private final TrackWork tracks;
  private final PictureWork pictures;
  private final Verification verification;
  private final QualityMeasuring quality;
  private final TrialEncoder trials;
  private final Delivery delivery;
  private final FileWork files;
  private final long mostBytes;

  /** Encodes at once; delivering needs none, so that the next encode begins meanwhile. */
  private final Semaphore slots;

  /**
   * @param slots how many encodes run at once
   */
  public OrderWork(
      Ffmpeg ffmpeg, SourceFiles sources, Scratch scratch, Delivery delivery, int slots) {
    this.slots = new Semaphore(slots, true);
    this.ffmpeg = ffmpeg;
    this.sources = sources;
    this.scratch = scratch;
    this.inspector = new Inspector(ffmpeg);
    this.segments = new SegmentEncoder(ffmpeg);
    this.tracks = new TrackWork(ffmpeg, delivery, this.slots);
    this.pictures = new PictureWork(ffmpeg, sources, delivery);
    this.verification = new Verification(ffmpeg);
    this.quality = new QualityMeasuring(ffmpeg);
    this.trials = new TrialEncoder(ffmpeg);
    this.delivery = delivery;
    this.files = new FileWork(ffmpeg, sources, delivery);
    this.mostBytes = ffmpeg.settings().outputBytes();
  }

  /** An attempt's surroundings. */
  private record Bench(Granted granted, Source source, Path folder, RunControl control) {}

  @Override
  public Output carryOut(Granted granted, RunControl control)
      throws IOException, InterruptedException {
    Path folder = scratch.attempt(granted.attempt());
    try {
      return switch (granted.order()) {
        case OfSource order -> ofSource(order, granted, folder, control);
        case AssembleFile order -> files.assemble(order, folder, control);
        case PackPictures order -> pictures.pack(order, folder, control);
      };
    } finally {
      Scratch.remove(folder);
    }
  }

  private Output ofSource(OfSource order, Granted granted, Path folder, RunControl control)
      throws IOException, InterruptedException {
    try (Source source = source(order, folder, control)) {
      Bench bench = new Bench(granted, source, folder, control);
      return switch (order) {
        case InspectSource inspect ->
            new Output.Inspected(inspector.inspect(source, folder, control));
        case EncodeSegment segment -> segment(segment, bench);
        case TrialEncode trial -> trial(trial, bench);
        case EncodeAudio track -> tracks.audio(track, source, folder, control);
        case ExtractText text -> tracks.text(text, source, folder, control);
      };
    }
  }

  private Source source(OfSource order, Path folder, RunControl control) {
    boolean sideCar = order instanceof ExtractText text && text.isSideCar();
    return sideCar
        ? sources.whole(order.source(), control)
        : sources.open(order.source(), ffmpeg, folder, control);
  }

  /** Its bytes are fetched before it takes a slot. */
  private Output segment(EncodeSegment order, Bench bench)
      throws IOException, InterruptedException {
    segments.fetch(order, bench.source(), bench.granted().attemptNumber());
    try (EarlyUploads early = delivery.early()) {
      return segment(order, bench, early);
    }
  }

  private Output segment(EncodeSegment order, Bench bench, EarlyUploads early)
      throws IOException, InterruptedException {
    EncodedSegment encoded;
    List<VerifiedFile> verified;
    List<Optional<QualityFigures>> figures;
    slots.acquire();
    try {
      for (int i = 0; i < order.rungs().size(); i++) {
        early.begin(SegmentEncoder.rungFile(bench.folder(), i), order.rungs().get(i).target());
      }
      encoded =
          segments.encode(
              order,
              bench.source(),
              bench.granted().attemptNumber(),
              bench.folder(),
              bench.control());
      SegmentExpectation expected =
          SegmentExpectation.of(order.interval(), encoded.frames(), mostBytes);
      verified = verification.segment(encoded.rungs(), expected, bench.folder(), bench.control());
      figures = figures(order.quality(), encoded, bench);
    } finally {
      slots.release();
    }
    List<RungOutput> outputs = new ArrayList<>();
    for (int i = 0; i < verified.size(); i++) {
      var rung = order.rungs().get(i);
      RungOutput output =
          delivery.rendition(
              verified.get(i), rung.rendition(), rung.target(), early, bench.control());
      QualityFigures quality = figures.isEmpty() ? null : figures.get(i).orElse(null);
      outputs.add(new RungOutput(output.rendition(), output.object(), quality));
    }
    return new Output.SegmentEncoded(
        encoded.frames(),
        outputs,
        stills(order.stills(), encoded.stills(), bench.control()),
        encoded.lost());
  }

  /** Of each rung; empty if none was asked for. */
  private List<Optional<QualityFigures>> figures(
      @Nullable QualityOrder order, EncodedSegment encoded, Bench bench) throws IOException {
    return order == null
        ? List.of()
        : quality.rungs(encoded.command(), order, bench.folder(), bench.control());
  }

  private Output trial(TrialEncode order, Bench bench) throws IOException, InterruptedException {
    trials.fetch(order, bench.source(), bench.granted().attemptNumber());
    slots.acquire();
    try {
      return new Output.TrialEncoded(
          trials.encode(
              order,
              bench.source(),
              bench.granted().attemptNumber(),
              bench.folder(),
              bench.control()));
    } finally {
      slots.release();
    }
  }

  private @Nullable StillsObject stills(
      @Nullable StillsOrder order, Optional<CollectedStills> stills, RunControl control)
      throws IOException, InterruptedException {
    return order == null || stills.isEmpty()
        ? null
        : delivery.stills(stills.get().file(), stills.get().stills(), order.target(), control);
  }
}
