package dev.reelmill.coordinator.collect;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.PROGRESSIVE_FILE;
import static dev.reelmill.sql.Tables.RENDITION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.PicturesPack.Picture;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.PackPictures;
import dev.reelmill.common.work.WorkResult.Done;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.testing.BacklogFixture;
import dev.reelmill.coordinator.testing.ResultsFixture;
import java.util.ArrayList;
import java.util.List;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over a store that holds whatever is asked for, always in the same bytes. */
@DisplayName("What follows a published video")
class StoredPiecesIT {

  private static final long BYTES = 1000;
  private static final String STORED = "ab";
  private static final long FRAMES = 250;

  @RegisterExtension static final BacklogFixture farm = new BacklogFixture();

  private static final Results results =
      ResultsFixture.results(farm.database(), ResultsFixture.storing(BYTES, STORED));

  @BeforeEach
  void clear() {
    farm.heartbeat("w1", 4);
  }

  private static long order(long job, OrderBody body) {
    farm.add(job, 0, new NewOrder(OrderQueue.LIGHT, NewOrder.REST, body, false), 1);
    return farm.orders(job).getLast();
  }

  private static void bring(Granted granted, Output output) {
    results.accept(new Done(granted.attempt(), granted.token(), output, 1));
    farm.sql().execute("update farm.work_order set not_before = now()");
  }

  private static String detail(Granted granted) {
    return String.valueOf(
        farm.sql().fetchSingle(ATTEMPT, ATTEMPT.ID.eq(granted.attempt())).getFailureDetail());
  }

  @Test
  @DisplayName("is a file that has all frames of its rendition, in the bytes that are stored")
  void file() {
    long job = farm.job(0);
    OrderBody.AssembleFile body =
        new OrderBody.AssembleFile("360p.mp4", FileContainer.MP4, "360p", null);
    rendition(job);
    farm.sql()
        .insertInto(PROGRESSIVE_FILE)
        .set(PROGRESSIVE_FILE.JOB_ID, job)
        .set(PROGRESSIVE_FILE.NAME, "360p.mp4")
        .set(PROGRESSIVE_FILE.PLAN, JSONB.valueOf(Json.write(body)))
        .execute();
    long order = order(job, body);

    Granted damaged = farm.taken(order, "w1");
    bring(damaged, assembled(damaged, "cd", FRAMES));
    assertThat(detail(damaged)).contains("are not those reported");
    assertThat(farm.state(order)).isEqualTo(OrderState.WAITING);
    Granted cut = farm.taken(order, "w1");
    bring(cut, assembled(cut, STORED, FRAMES - 1));
    assertThat(detail(cut)).contains("249 of 250 frames");

    Granted sound = farm.taken(order, "w1");
    bring(sound, assembled(sound, STORED, FRAMES));
    assertThat(farm.state(order)).isEqualTo(OrderState.DONE);
  }

  private static Output assembled(Granted granted, String sha256, long frames) {
    AssembleFile order = (AssembleFile) granted.order();
    return new Output.FileAssembled(
        new AssembledFile(
            order.name(),
            order.container(),
            order.target().key(),
            BYTES,
            sha256,
            frames,
            Rational.of(10)));
  }

  /** Of one accepted segment. */
  private static void rendition(long job) {
    long other = farm.job(0);
    farm.add(other, 0, 1);
    Granted granted = farm.taken(farm.orders(other).getFirst(), "w1");
    MediaObject object =
        new MediaObject(
            "videos/v/360p/0000-1.mp4",
            BYTES,
            STORED,
            600,
            "cd",
            12_800,
            "avc1.64000b",
            List.of(new Fragment(600, 400, 0, FRAMES * 512, (int) FRAMES, true, 200)));
    long rendition =
        farm.sql()
            .insertInto(RENDITION)
            .set(RENDITION.JOB_ID, job)
            .set(RENDITION.NAME, "360p")
            .set(RENDITION.KIND, "video")
            .set(RENDITION.POSITION, 0)
            .set(RENDITION.ENCODING, JSONB.valueOf("{}"))
            .set(RENDITION.TIMEBASE, "1/12800")
            .set(RENDITION.SEGMENTS_TOTAL, 1)
            .returningResult(RENDITION.ID)
            .fetchSingle()
            .value1();
    farm.sql()
        .insertInto(MEDIA_OBJECT)
        .set(MEDIA_OBJECT.RENDITION_ID, rendition)
        .set(MEDIA_OBJECT.SEGMENT, 0)
        .set(MEDIA_OBJECT.ATTEMPT_ID, granted.attempt())
        .set(MEDIA_OBJECT.OBJECT_KEY, object.key())
        .set(MEDIA_OBJECT.OBJECT, JSONB.valueOf(Json.write(object)))
        .execute();
  }

  @Test
  @DisplayName("are pictures that fill the stored object, in the bytes that are stored")
  void pictures() {
    long job = farm.job(0);
    long order = order(job, new OrderBody.PackPictures(new PackLayout(null, null, List.of())));

    Granted damaged = farm.taken(order, "w1");
    bring(damaged, packed(damaged, "cd", BYTES));
    assertThat(detail(damaged)).contains("are not those reported");
    Granted beyond = farm.taken(order, "w1");
    bring(beyond, packed(beyond, STORED, BYTES + 1));
    assertThat(detail(beyond)).contains("leave gaps, or overlap");
    assertThat(farm.sql().fetchSingle(JOB, JOB.ID.eq(job)).getPictures()).isNull();

    Granted sound = farm.taken(order, "w1");
    bring(sound, packed(sound, STORED, BYTES));
    assertThat(farm.state(order)).isEqualTo(OrderState.DONE);
    assertThat(farm.sql().fetchSingle(JOB, JOB.ID.eq(job)).getPictures()).isNotNull();
  }

  @Test
  @DisplayName("are looked at before anything is locked in the database")
  void store() {
    long order =
        order(farm.job(0), new OrderBody.PackPictures(new PackLayout(null, null, List.of())));
    List<String> asked = new ArrayList<>();
    ObjectCheck slow =
        key -> {
          farm.sql().execute("select from farm.work_order where id = ? for update nowait", order);
          asked.add(key);
          return BYTES;
        };
    Granted granted = farm.taken(order, "w1");
    Output output = packed(granted, STORED, BYTES);

    ResultsFixture.results(farm.database(), slow)
        .accept(new Done(granted.attempt(), granted.token(), output, 1));

    assertThat(farm.state(order)).isEqualTo(OrderState.DONE);
    assertThat(asked).containsExactly(((PackPictures) granted.order()).target().key());
  }

  private static Output packed(Granted granted, String sha256, long end) {
    PictureSize size = new PictureSize(160, 90);
    return new Output.PicturesPacked(
        new PicturesPack(
            ((PackPictures) granted.order()).target().key(),
            BYTES,
            sha256,
            List.of(
                new Picture("mini-1.jpg", size, 0, 400),
                new Picture("mini-2.jpg", size, 400, end - 400)),
            List.of(1, 2),
            null,
            0));
  }
}
