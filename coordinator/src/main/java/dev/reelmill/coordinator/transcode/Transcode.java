package dev.reelmill.coordinator.transcode;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.publish.ObjectPaths;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.Report;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.transcode.ProgressDisplay.Line;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts files through a farm and waits for them. */
public final class Transcode {

  private static final Duration POLL = Duration.ofMillis(300);

  private final Coordinator coordinator;
  private final ProgressDisplay display;
  private final Outcome outcome;
  private final Consumer<Finished> finished;
  private final Export export;
  private final Map<String, Running> running = new LinkedHashMap<>();

  /**
   * @param outcome told of each failure
   * @param finished told of each video that was written
   */
  public Transcode(
      Coordinator coordinator,
      ProgressDisplay display,
      Outcome outcome,
      Consumer<Finished> finished) {
    this.coordinator = coordinator;
    this.display = display;
    this.outcome = outcome;
    this.finished = finished;
    this.export = new Export(coordinator.store());
  }

  /** A video that was written. */
  public record Finished(Input input, Report report, Duration took) {}

  private record Running(Input input, long begun) {}

  /** Transcodes all. An output that exists is replaced. */
  public void run(List<Input> inputs) throws InterruptedException {
    inputs.forEach(input -> outcome.tried(input, () -> submit(input)));
    while (!running.isEmpty()) {
      List<Line> lines = new ArrayList<>();
      for (String video : List.copyOf(running.keySet())) {
        Optional<VideoStatus> status = coordinator.publications().status(video);
        Running one = running.get(video);
        if (one != null && status.isPresent() && status.get().settled()) {
          running.remove(video);
          outcome.tried(one.input, () -> end(one, status.get()));
        } else if (one != null) {
          lines.add(new Line(one.input.output().getFileName().toString(), status.orElse(null)));
        }
      }
      display.show(lines);
      Thread.sleep(POLL);
    }
  }

  private void submit(Input input) {
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    long size = coordinator.store().adopt(key, input.file().toAbsolutePath()).sizeBytes();
    String name = input.file().getFileName().toString();
    coordinator
        .submissions()
        .submit(
            new Submission(
                video,
                input.output().getFileName().toString(),
                name,
                key,
                size,
                SideCarFiles.adopt(video, SideCarFiles.beside(input.file()), coordinator.store()),
                null));
    running.put(video, new Running(input, System.nanoTime()));
  }

  private void end(Running one, VideoStatus status) {
    if (status.state() != VideoStatus.State.PUBLISHED) {
      FailureCode code = status.failureCode() == null ? FailureCode.INTERNAL : status.failureCode();
      throw new ReelmillException(code, status.failure() + " (" + status.failureDetail() + ")");
    }
    PublishedMedia media = coordinator.publications().media(status.video()).orElseThrow();
    Report report =
        coordinator.publications().report(status.video(), ObjectPaths.plain()).orElseThrow();
    export.write(media, report, status.pictures(), one.input.output());
    Duration took = Duration.ofNanos(System.nanoTime() - one.begun);
    display.say(
        one.input.file()
            + ": done in "
            + ProgressDisplay.clock(took)
            + ", in "
            + one.input.output());
    finished.accept(new Finished(one.input, report, took));
  }
}
