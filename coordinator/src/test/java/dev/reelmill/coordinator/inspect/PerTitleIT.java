package dev.reelmill.coordinator.inspect;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.RENDITION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.WorkOrder.TrialEncode;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.TrialFigures;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.collect.Results;
import dev.reelmill.coordinator.plan.LadderFit;
import dev.reelmill.coordinator.plan.PlanSources;
import dev.reelmill.coordinator.plan.Profiles;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.util.ArrayList;
import java.util.List;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A job whose profile fits its ladders to titles")
class PerTitleIT {

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Results results =
      new Results(
          farm.database(),
          key -> 1,
          BacklogFixture.SETTINGS,
          JobPlanning::accept,
          JobPlanning::acceptTrial);

  private long job;

  @BeforeEach
  void a_source_was_inspected() {
    job = farm.job(0);
    farm.sql()
        .update(JOB)
        .set(JOB.PROFILE_BODY, JSONB.valueOf(Json.write(Profiles.named("film"))))
        .where(JOB.ID.eq(job))
        .execute();
    farm.add(
        job, 0, new NewOrder(OrderQueue.ENCODE, NewOrder.INSPECTION, new OrderBody.Inspect()), 1);
    farm.heartbeat("w1", 20);
    report(
        farm.taken(farm.orders(job).getFirst(), "w1"),
        new Output.Inspected(PlanSources.source(1920, 1080, Rational.of(25), 1500, 250, 0)));
  }

  @Test
  @DisplayName("tries stretches of the source in all sizes, and stays in inspection meanwhile")
  void triesStretchesOfTheSource() {
    assertThat(farm.jobState(job)).isEqualTo(JobState.INSPECTING);
    List<TrialEncode> trials = taken().stream().map(g -> (TrialEncode) g.order()).toList();

    // Two ladders, H.264 and HEVC, at three places each.
    assertThat(trials).hasSize(6);
    assertThat(trials.getFirst().points())
        .extracting(VideoEncoding::height)
        .containsExactly(1080, 1080, 1080, 720, 720, 720, 480, 480, 480);
    assertThat(trials.subList(0, 3))
        .extracting(trial -> trial.interval().startPts())
        .containsExactly(900_000L, 2_700_000L, 4_500_000L);
    assertThat(trials.getFirst().interval().endPts()).isEqualTo(900_000 + 2 * 90_000);
  }

  @Test
  @DisplayName("is planned by the last trial, with the ladders that fit")
  void isPlannedByTheLastTrial() {
    List<Granted> trials = taken();
    for (Granted granted : trials.subList(0, 5)) {
      report(granted, figures((TrialEncode) granted.order()));
    }
    assertThat(farm.jobState(job)).isEqualTo(JobState.INSPECTING);
    assertThat(renditions()).isEmpty();

    report(trials.getLast(), figures((TrialEncode) trials.getLast().order()));

    assertThat(farm.jobState(job)).isEqualTo(JobState.ENCODING);
    String kept =
        farm.sql()
            .select(JOB.PER_TITLE)
            .from(JOB)
            .where(JOB.ID.eq(job))
            .fetchSingle()
            .value1()
            .data();
    List<LadderFit> fits = Json.read(kept, LadderFit.OfJob.class).ladders();
    assertThat(fits).extracting(LadderFit::ladder).containsExactly("h264", "hevc");
    List<String> names = new ArrayList<>();
    fits.forEach(fit -> fit.fitted().forEach(rung -> names.add(rung.name())));
    assertThat(renditions()).containsExactlyElementsOf(names);
    // The title is easy: at the profile's own factor it would have 50 dB, 12 more than are wanted;
    // the coarsest factor that was tried leaves it 40.
    assertThat(fits.getFirst().fixed().getFirst().xpsnr()).isEqualTo(50);
    assertThat(fits.getFirst().fitted().getFirst().xpsnr()).isEqualTo(40);
    assertThat(fits.getFirst().bytesSavedInStore()).isPositive();
  }

  private List<Granted> taken() {
    farm.fill();
    return farm.dispatched().stream()
        .map(order -> (Granted) farm.claim(order, "w1", false))
        .toList();
  }

  private List<String> renditions() {
    return farm.sql()
        .select(RENDITION.NAME)
        .from(RENDITION)
        .where(RENDITION.JOB_ID.eq(job).and(RENDITION.KIND.eq("video")))
        .orderBy(RENDITION.POSITION)
        .fetch(RENDITION.NAME);
  }

  /** The finest factor has 54 dB, and each further one 1 dB less; so has each smaller size 3. */
  private static Output figures(TrialEncode trial) {
    VideoEncoding first = trial.points().getFirst();
    return new Output.TrialEncoded(
        trial.points().stream()
            .map(
                point -> {
                  int sizes = point.height() == first.height() ? 0 : point.height() == 720 ? 1 : 2;
                  double xpsnr = 54 - (point.crf() - first.crf()) - 3 * sizes;
                  long bytes =
                      (long) (1e6 * Math.pow(2, -(point.crf() - first.crf()) / 6.0 - sizes));
                  return new TrialFigures(
                      50, bytes, new QualityFigures(50, 0.99, xpsnr, xpsnr + 3, xpsnr + 3));
                })
            .toList());
  }

  private static void report(Granted granted, Output output) {
    results.accept(new Done(granted.attempt(), granted.token(), output, 1));
  }
}
