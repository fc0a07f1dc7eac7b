package dev.reelmill.coordinator.bench;

import static dev.reelmill.coordinator.publish.VideoStatus.State.PUBLISHED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.dispatch.Jobs;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.farm.WorkerRun;
import dev.reelmill.coordinator.plan.Plan;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Planner;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.publish.PublishedMedia;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** One clip through the farm, and through one plain FFmpeg with the same settings. */
public final class LadderBench {

  /** Looking costs CPU, and the time it takes is not measured by looking. */
  private static final Duration POLL = Duration.ofSeconds(2);

  private final Farm farm;
  private final Path clip;
  private final Profile profile;
  private final Path folder;

  /**
   * @param clip what to encode
   * @param profile that the farm encodes with
   * @param folder for what is passed to the plain FFmpeg
   */
  public LadderBench(Farm farm, Path clip, Profile profile, Path folder) {
    this.farm = farm;
    this.clip = clip;
    this.profile = profile;
    this.folder = folder;
  }

  /** What one run took. */
  public record Took(Duration wall, Duration cpu, long bytes) {}

  /**
   * One run of the farm.
   *
   * @param encoders the part of its CPU time that its FFmpeg processes took
   * @param video that it made
   */
  public record FarmRun(Took took, Duration encoders, String video) {}

  /** From the job's creation until everything is published, with all processes of the farm. */
  public FarmRun farm() throws InterruptedException, IOException {
    Coordinator coordinator = farm.coordinator();
    String video = VideoId.random();
    String key = ObjectKeys.source(video);
    coordinator.store().adopt(key, clip);
    Duration cpuBefore = CpuMeter.of(farm.processes());
    coordinator
        .submissions()
        .submit(new Submission(video, "bench", "bench", key, Files.size(clip), null));
    VideoStatus status = await(video);
    Duration wall = coordinator.publications().took(status.job());
    Duration others = CpuMeter.of(farm.processes()).minus(cpuBefore);
    Duration encoders = coordinator.jobs().cpuOfAttempts(video);
    if (status.state() != PUBLISHED) {
      throw new ReelmillException(
          Objects.requireNonNullElse(status.failureCode(), FailureCode.INTERNAL),
          "the farm could not do it: " + status.failure() + " " + status.failureDetail());
    }
    return new FarmRun(new Took(wall, others.plus(encoders), bytes(video)), encoders, video);
  }

  private VideoStatus await(String video) throws InterruptedException {
    Jobs jobs = farm.coordinator().jobs();
    long job = jobs.find(video);
    while (jobs.isActive(job)) {
      Thread.sleep(POLL);
    }
    return farm.coordinator().publications().status(video).orElseThrow();
  }

  private long bytes(String video) {
    PublishedMedia media = farm.coordinator().publications().media(video).orElseThrow();
    return Stream.concat(media.rungs().stream(), media.audio().stream())
        .flatMap(track -> track.objects().stream())
        .mapToLong(object -> object.sizeBytes())
        .sum();
  }

  /** One FFmpeg for everything, with the settings of a video that the farm has made. */
  public Took plain(String video) throws IOException {
    SourceFacts facts = farm.coordinator().publications().media(video).orElseThrow().facts();
    Plan plan = Planner.plan(facts, profile);
    ObjectNode order = Json.MAPPER.createObjectNode();
    order.put("source", clip.toAbsolutePath().toString());
    order.put("format", facts.format());
    VideoFacts picture = Objects.requireNonNull(facts.video());
    order.put("videoStream", picture.index());
    order.set("picture", Json.MAPPER.valueToTree(picture.picture()));
    order.set(
        "rungs",
        Json.MAPPER.valueToTree(plan.rungs().stream().map(PlannedRung::encoding).toList()));
    if (!plan.audio().isEmpty()) {
      PlannedAudio audio = plan.audio().getFirst();
      order.put("audioStream", audio.track().index());
      order.set("audio", Json.MAPPER.valueToTree(audio.encoding()));
    }
    Path file = folder.resolve("ladder.json");
    Files.writeString(file, order.toString());
    JsonNode took =
        Json.tree(WorkerRun.output(farm.workerEnvironment(), "ladder", file.toString()));
    return new Took(
        Duration.ofMillis(took.path("wallMillis").asLong()),
        Duration.ofMillis(took.path("cpuMillis").asLong()),
        took.path("bytes").asLong());
  }
}
