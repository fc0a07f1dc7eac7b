package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.RENDITION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.testing.BacklogFixture;
import java.util.List;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A slow segment")
class PeersIT {

  private static final int SLOTS = 9;

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Hedges hedges = new Hedges(farm.database(), BacklogFixture.SETTINGS);

  @BeforeEach
  void two_workers_are_there() {
    farm.heartbeat("slow", SLOTS);
    farm.heartbeat("other", 1);
  }

  private static void hasRunFor(int seconds) {
    farm.sql()
        .execute(
            "update farm.attempt set started_at = now() - make_interval(secs => ?)"
                + " where state = 'running'",
            seconds);
  }

  @Test
  @DisplayName("counts itself with the frames that it has, where segments are few")
  void fewSegments() {
    List<Granted> taken = takenSegments(3);
    endAfterTenSeconds(taken.subList(0, 2));
    hasRunFor(21);
    assertThat(hedges.hedge()).as("two of three").isZero();

    farm.heartbeat("slow", SLOTS, new Running(taken.getLast().attempt(), 20));
    assertThat(hedges.hedge()).as("and a fifth of the third").isEqualTo(1);
  }

  @Test
  @DisplayName("is held against what others of its kind took, where it has no peer")
  void onlySegment() {
    List<Granted> taken = takenSegments(1);
    farm.heartbeat("slow", SLOTS, new Running(taken.getFirst().attempt(), 75));
    hasRunFor(21);
    assertThat(hedges.hedge()).as("nothing is known").isZero();

    endAfterTenSeconds(takenSegments(1));
    farm.heartbeat("slow", SLOTS, new Running(taken.getFirst().attempt(), 75));
    hasRunFor(19);
    assertThat(hedges.hedge()).as("in time").isZero();
    hasRunFor(21);
    assertThat(hedges.hedge()).isEqualTo(1);
  }

  /** Of a new job, all of 100 frames. */
  private static List<Granted> takenSegments(int count) {
    long job = farm.job(0);
    ladder(job);
    for (int number = 0; number < count; number++) {
      OrderBody body =
          new OrderBody.Segment(
              number,
              "main",
              "mov",
              0,
              Picture.plain(160, 90),
              new SegmentInterval(Rational.of(1, 25), 0, 0, null, 0, 100),
              100,
              null,
              null);
      farm.add(job, 0, new NewOrder(OrderQueue.ENCODE, NewOrder.REST, body), 1);
    }
    return farm.orders(job).stream().map(order -> farm.taken(order, "slow")).toList();
  }

  private static void ladder(long job) {
    VideoEncoding encoding =
        new VideoEncoding(
            VideoCodec.H264,
            "veryfast",
            20,
            160,
            90,
            600_000,
            1_200_000,
            50,
            Rational.of(25),
            1,
            DynamicRange.SDR);
    farm.sql()
        .insertInto(RENDITION)
        .set(RENDITION.JOB_ID, job)
        .set(RENDITION.NAME, "90p")
        .set(RENDITION.KIND, "video")
        .set(RENDITION.LADDER, "main")
        .set(RENDITION.POSITION, 0)
        .set(RENDITION.ENCODING, JSONB.valueOf(Json.write(encoding)))
        .set(RENDITION.TIMEBASE, "1/25")
        .set(RENDITION.SEGMENTS_TOTAL, 1)
        .execute();
  }

  private static void endAfterTenSeconds(List<Granted> attempts) {
    for (Granted granted : attempts) {
      farm.finish(orderOf(granted));
      farm.sql()
          .execute(
              "update farm.attempt set started_at = now() - interval '10 s', ended_at = now()"
                  + " where id = ?",
              granted.attempt());
    }
  }

  private static long orderOf(Granted granted) {
    return farm.sql().fetchSingle(ATTEMPT, ATTEMPT.ID.eq(granted.attempt())).getOrderId();
  }
}
