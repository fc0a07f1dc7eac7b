package dev.reelmill.coordinator.faults;

import dev.reelmill.coordinator.farm.WorkerRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;

/** Breaks a farm many times while it works, and compares with a run in which it was left alone. */
public final class Faults {

  private static final Duration CLIP_STEP = Duration.ofSeconds(1);
  private static final int CLIPS = 3;
  private static final int COORDINATORS = 2;
  private static final int WORKERS = 2;
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);
  private static final Duration QUIET_LIMIT = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);
  private static final Duration POLL = Duration.ofMillis(50);

  private final FaultsOptions options;
  private final Consumer<String> say;

  /**
   * @param say is told what happens, a line at a time
   */
  public Faults(FaultsOptions options, Consumer<String> say) {
    this.options = options;
    this.say = say;
  }

  /** Does it all; takes some seconds for each fault. */
  public FaultsReport run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Path media = Files.createDirectories(options.folder().resolve("media"));
    List<Path> clips = clips(media);
    try (BreakableFarm farm = new BreakableFarm(shape(media))) {
      Oracle oracle = new Oracle(farm);
      Map<Path, Map<String, String>> wanted = reference(farm, oracle, clips);
      say.accept("reference: " + wanted.values().stream().mapToInt(Map::size).sum() + " objects");
      List<Strike> strikes = new ArrayList<>();
      List<String> complaints = new ArrayList<>();
      Feeder feeder = new Feeder(farm, oracle, clips);
      try (feeder) {
        strike(farm, oracle, strikes, complaints);
      }
      Map<String, Path> videos = feeder.uploaded();
      quiet(farm, oracle);
      videos.forEach(
          (video, clip) -> {
            if (!oracle.outputs(video).equals(wanted.get(clip))) {
              complaints.add("the outputs of video " + video + " are not those of the other run");
            }
          });
      complaints.addAll(oracle.complaints());
      return new FaultsReport(
          options,
          strikes,
          videos.size(),
          oracle.acceptances(),
          oracle.vainAttempts(),
          Duration.ofNanos(System.nanoTime() - begun),
          complaints);
    }
  }

  private FarmShape shape(Path media) throws IOException {
    Path profile = Files.writeString(media.resolve("faults.json"), FaultsProfile.TEXT);
    return new FarmShape(
        options.folder().resolve("farm"),
        COORDINATORS,
        WORKERS,
        Map.of(
            "profile", profile.toString(),
            "dispatch.lease", "10s",
            "dispatch.unclaimed", "20s",
            "dispatch.most-losses", "1000",
            "store.leftovers", "1s",
            "upload.expires", "5s"));
  }

  private static List<Path> clips(Path media) {
    List<Path> clips = new ArrayList<>();
    for (int i = 1; i <= CLIPS; i++) {
      Path clip = media.resolve("clip-" + i + ".mp4");
      long seconds = CLIP_STEP.multipliedBy(i + 1).toSeconds();
      WorkerRun.output(Map.of(), "sample", "--seconds=" + seconds, clip.toString());
      clips.add(clip);
    }
    return clips;
  }

  private static Map<Path, Map<String, String>> reference(
      BreakableFarm farm, Oracle oracle, List<Path> clips) throws InterruptedException {
    Map<Path, Map<String, String>> outputs = new HashMap<>();
    for (Path clip : clips) {
      String video = farm.client().upload(clip, QUIET_LIMIT);
      await(QUIET_LIMIT, () -> oracle.isPublished(video));
      outputs.put(clip, oracle.outputs(video));
    }
    return outputs;
  }

  private void strike(
      BreakableFarm farm, Oracle oracle, List<Strike> strikes, List<String> complaints)
      throws IOException, InterruptedException {
    Random random = new Random(options.seed());
    Striker striker = new Striker(farm, random);
    FaultKind[] kinds = FaultKind.values();
    for (int number = 1; number <= options.kills(); number++) {
      FaultKind kind = kinds[random.nextInt(kinds.length)];
      String detail = striker.strike(kind);
      // Half of the time the next fault comes before this one is got over.
      if (random.nextBoolean() && number < options.kills()) {
        strikes.add(new Strike(kind, detail, null));
        say.accept("%d/%d %s %s".formatted(number, options.kills(), kind.words(), detail));
        continue;
      }
      long mended = System.nanoTime();
      long before = patiently(oracle::acceptances);
      boolean goesOn = await(RECOVERY_LIMIT, () -> hasGoneOn(farm, oracle, before));
      Duration recovery = Duration.ofNanos(System.nanoTime() - mended);
      strikes.add(new Strike(kind, detail, recovery));
      say.accept(
          "%d/%d %s %s: %d ms"
              .formatted(number, options.kills(), kind.words(), detail, recovery.toMillis()));
      if (!goesOn) {
        complaints.add(
            "after fault %d (%s) nothing was accepted for %d s"
                .formatted(number, kind.words(), RECOVERY_LIMIT.toSeconds()));
      }
      Thread.sleep(random.nextLong(LONGEST_PAUSE.toMillis()));
    }
  }

  private static boolean hasGoneOn(BreakableFarm farm, Oracle oracle, long before) {
    farm.keepUp();
    return oracle.acceptances() > before;
  }

  /** Waits for the end of all work, and has what is left over tidied away. */
  private static void quiet(BreakableFarm farm, Oracle oracle) throws InterruptedException {
    await(
        QUIET_LIMIT,
        () -> {
          farm.keepUp();
          return oracle.unfinished().isEmpty();
        });
    for (RoleProcess coordinator : farm.coordinators()) {
      // What an hour would bring, a start does too.
      coordinator.kill();
      coordinator.start();
    }
    farm.client().awaitAnswer(QUIET_LIMIT);
    await(RECOVERY_LIMIT, () -> oracle.complaints().isEmpty());
  }

  private static boolean await(Duration time, BooleanSupplier wanted) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadline) {
      if (patiently(wanted::getAsBoolean)) {
        return true;
      }
      Thread.sleep(POLL);
    }
    return false;
  }

  private interface Question<T> {
    T ask();
  }

  /** The database may just be away. */
  private static <T> T patiently(Question<T> question) throws InterruptedException {
    long deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
    while (true) {
      try {
        return question.ask();
      } catch (DataAccessException | UncheckedIOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(POLL);
      }
    }
  }
}
