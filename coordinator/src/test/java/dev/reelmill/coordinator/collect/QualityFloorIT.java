package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.RENDITION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.QualityFigures;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimReply.Refused;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.QualityOrder;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.time.Duration;
import java.util.List;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A segment under the profile's floor")
class QualityFloorIT {

  private static final long FRAMES = 50;
  private static final long BYTES = 1000;
  private static final QualityFigures GOOD = new QualityFigures(3, 0.98, 42, 44, 45);
  private static final QualityFigures POOR = new QualityFigures(3, 0.93, 24, 44, 45);
  private static final QualityFigures BLURRED = new QualityFigures(3, 0.6, 31, 44, 45);

  private static final VideoEncoding ENCODING =
      new VideoEncoding(
          VideoCodec.H264, "medium", 22, 1280, 720, 9, 9, 50, Rational.of(25), 1, DynamicRange.SDR);

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Results results =
      new Results(
          farm.database(),
          key -> BYTES,
          BacklogFixture.SETTINGS,
          (tx, job, facts) -> {},
          (tx, job, sample, points) -> {});

  private long job;
  private long order;

  @BeforeEach
  void one_segment_is_to_be_encoded() {
    job = farm.job(0);
    farm.sql()
        .update(JOB)
        .set(JOB.STATE, JobState.ENCODING.text())
        .set(JOB.ORDERS_LEFT, 1)
        .where(JOB.ID.eq(job))
        .execute();
    farm.sql()
        .insertInto(RENDITION)
        .set(RENDITION.JOB_ID, job)
        .set(RENDITION.NAME, "720p")
        .set(RENDITION.KIND, "video")
        .set(RENDITION.LADDER, "h264")
        .set(RENDITION.POSITION, 0)
        .set(RENDITION.ENCODING, JSONB.valueOf(Json.write(ENCODING)))
        .set(RENDITION.TIMEBASE, "1/25")
        .set(RENDITION.SEGMENTS_TOTAL, 1)
        .execute();
    farm.add(job, 0, new NewOrder(OrderQueue.ENCODE, NewOrder.REST, segment()), 1);
    order = farm.orders(job).getFirst();
    farm.heartbeat("w1", 1);
    farm.heartbeat("w2", 1);
  }

  private static OrderBody segment() {
    return new OrderBody.Segment(
        0,
        "h264",
        "mov",
        0,
        Picture.plain(1280, 720),
        new SegmentInterval(Rational.of(1, 25), 0, 0, null, 0, FRAMES),
        FRAMES,
        null,
        new QualityOrder(6, 3L, 25, new QualityOrder.Floor(30, 0.9)));
  }

  @Test
  @DisplayName("is not one that reaches it")
  void reachingTheFloorIsAccepted() {
    Granted granted = farm.taken(order, "w1");
    report(granted, GOOD);

    assertThat(farm.attemptState(granted.attempt())).isEqualTo(AttemptState.ACCEPTED);
    assertThat(farm.jobState(job)).isEqualTo(JobState.PUBLISHED);
    RenditionQuality quality = RenditionQuality.of(farm.sql(), job).getFirst();
    assertThat(quality.xpsnr()).isEqualByComparingTo("42.00");
    assertThat(quality.belowFloor()).isEmpty();
    assertThat(RenditionQuality.warnings(List.of(quality))).isEmpty();
  }

  @Test
  @DisplayName("goes to another worker, whose better result counts")
  void goesToAnotherWorker() {
    Granted first = farm.taken(order, "w1");
    report(first, POOR);

    assertThat(farm.attemptState(first.attempt())).isEqualTo(AttemptState.FAILED);
    assertThat(failureOf(first)).isEqualTo(FailureCode.QUALITY_BELOW_FLOOR.text());
    assertThat(farm.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(farm.jobState(job)).isEqualTo(JobState.ENCODING);

    farm.fill();
    assertThat(farm.claim(order, "w1", false)).isInstanceOf(Refused.class);
    assertThat(farm.state(order)).isEqualTo(OrderState.WAITING);
    farm.later(Duration.ofSeconds(2));
    Granted second = farm.taken(order, "w2");
    report(second, GOOD);

    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.ACCEPTED);
    assertThat(farm.jobState(job)).isEqualTo(JobState.PUBLISHED);
    assertThat(RenditionQuality.of(farm.sql(), job).getFirst().belowFloor()).isEmpty();
  }

  @Test
  @DisplayName("is accepted with a warning when it is so twice")
  void isAcceptedTheSecondTime() {
    report(farm.taken(order, "w1"), POOR);
    Granted second = farm.taken(order, "w2");
    report(second, BLURRED);

    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.ACCEPTED);
    assertThat(farm.jobState(job)).isEqualTo(JobState.PUBLISHED);
    List<RenditionQuality> quality = RenditionQuality.of(farm.sql(), job);
    assertThat(quality.getFirst().belowFloor()).containsExactly(0);
    assertThat(RenditionQuality.warnings(quality))
        .singleElement()
        .asString()
        .contains("720p", "1 of 1", "31.00 dB");
  }

  @Test
  @DisplayName("goes to the same worker if there is no other")
  void goesToTheSameWorkerIfThereIsNoOther() {
    report(farm.taken(order, "w1"), POOR);
    farm.later(Duration.ofSeconds(20));
    farm.heartbeat("w1", 1);

    Granted second = farm.taken(order, "w1");
    report(second, POOR);
    assertThat(farm.attemptState(second.attempt())).isEqualTo(AttemptState.ACCEPTED);
  }

  @Test
  @DisplayName("goes to the same worker if no other has taken it for a minute")
  void goesToTheSameWorkerAfterAMinute() {
    report(farm.taken(order, "w1"), POOR);
    farm.sql().execute("update farm.attempt set ended_at = ended_at - interval '61 s'");

    assertThat(farm.taken(order, "w1").attemptNumber()).isEqualTo(2);
  }

  @Test
  @DisplayName("does not use up the tries that failures have")
  void doesNotUseUpTheTries() {
    report(farm.taken(order, "w1"), POOR);
    assertThat(farm.sql().fetchValue("select failures from farm.work_order where id = " + order))
        .isEqualTo(0);
  }

  private String failureOf(Granted granted) {
    return farm.sql()
        .select(ATTEMPT.FAILURE_CODE)
        .from(ATTEMPT)
        .where(ATTEMPT.ID.eq(granted.attempt()))
        .fetchSingle()
        .value1();
  }

  private static void report(Granted granted, QualityFigures figures) {
    var rung = ((EncodeSegment) granted.order()).rungs().getFirst();
    MediaObject object =
        new MediaObject(
            rung.target().key(),
            BYTES,
            "ab",
            600,
            "cd",
            25,
            "avc1.64001f",
            List.of(new Fragment(600, 400, 0, FRAMES, (int) FRAMES, true, 200)));
    results.accept(
        new Done(
            granted.attempt(),
            granted.token(),
            new Output.SegmentEncoded(
                FRAMES,
                List.of(new RungOutput(rung.rendition(), object, figures)),
                null,
                List.of()),
            1));
  }
}
