package dev.reelmill.coordinator.testing;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.OUTBOX;
import static dev.reelmill.sql.Tables.VIDEO;
import static dev.reelmill.sql.Tables.WORKER;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.work.Capabilities;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimReply.Granted;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Heartbeat.Running;
import dev.reelmill.common.work.Hint;
import dev.reelmill.common.work.OrderQueue;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.Wire;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.Backlog;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.NewOrder;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.backlog.Orders;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.database.Outcome;
import dev.reelmill.coordinator.dispatch.BrokerSession;
import dev.reelmill.coordinator.dispatch.ClaimDesk;
import dev.reelmill.coordinator.dispatch.Claims;
import dev.reelmill.coordinator.dispatch.DispatchSettings;
import dev.reelmill.coordinator.dispatch.Dispatcher;
import dev.reelmill.coordinator.dispatch.Leases;
import dev.reelmill.coordinator.dispatch.ObjectAccess;
import dev.reelmill.coordinator.trust.GoldenTests;
import dev.reelmill.coordinator.upload.VideoId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A backlog in a real database, with workers who only exist in their heartbeats. As an extension of
 * a class of tests it is empty before each of them.
 */
public final class BacklogFixture implements BeforeEachCallback {

  public static final DispatchSettings SETTINGS =
      new DispatchSettings(
          Duration.ofSeconds(30), Duration.ofSeconds(60), 3, 2, Duration.ofSeconds(10));

  private static final ObjectAccess ACCESS =
      new ObjectAccess() {
        @Override
        public String readUrl(String key) {
          return "http://store/" + key;
        }

        @Override
        public UploadTarget target(String key) {
          return new UploadTarget(key, "http://store/" + key + "?write");
        }
      };

  private final TestDatabase testDatabase;
  private final Database database;
  private final MemoryObjects objects = new MemoryObjects();
  private final GoldenTests golden;
  private final Dispatcher dispatcher;
  private final BrokerSession session;
  private boolean brokerRestarted;
  private final Claims claims;
  private final Leases leases;

  /** In the database that all classes share. */
  public BacklogFixture() {
    this(TestDatabase.shared());
  }

  public BacklogFixture(TestDatabase testDatabase) {
    this.testDatabase = testDatabase;
    this.database = testDatabase.database();
    this.golden = new GoldenTests(database, objects);
    this.dispatcher = new Dispatcher(database);
    this.session = new BrokerSession(database, () -> {});
    this.claims =
        new Claims(
            database,
            ACCESS,
            SETTINGS,
            golden,
            held -> !brokerRestarted || session.provesLossOf(held),
            () -> {});
    this.leases = new Leases(database, SETTINGS);
  }

  /** What workers wrote that were tested. */
  public MemoryObjects objects() {
    return objects;
  }

  public GoldenTests golden() {
    return golden;
  }

  /** The broker was away, and is back. */
  public void brokerRestarts() {
    brokerRestarted = true;
    session.begun();
  }

  public Leases leases() {
    return leases;
  }

  public DSLContext sql() {
    return database.sql();
  }

  public Database database() {
    return database;
  }

  /** Forgets everything. */
  public void clear() {
    testDatabase.clear();
    brokerRestarted = false;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    clear();
  }

  /** A new video with a job that is being inspected and has no orders. */
  public long job(int priority) {
    return job("anonymous", priority);
  }

  /** A new video of somebody. */
  public long job(String uploader, int priority) {
    String video = VideoId.random();
    sql().insertInto(VIDEO).set(VIDEO.ID, video).set(VIDEO.TITLE, "a clip").execute();
    return sql()
        .insertInto(JOB)
        .set(JOB.VIDEO_ID, video)
        .set(JOB.STATE, JobState.INSPECTING.text())
        .set(JOB.UPLOADER, uploader)
        .set(JOB.PROFILE, "web")
        .set(JOB.PROFILE_BODY, JSONB.valueOf("{}"))
        .set(JOB.PRIORITY, priority)
        .set(JOB.SOURCE_KEY, "videos/" + video + "/source")
        .set(JOB.SOURCE_BYTES, 1000L)
        .set(JOB.SOURCE_NAME, "clip.mov")
        .returningResult(JOB.ID)
        .fetchSingle()
        .value1();
  }

  /** Orders to inspect, which need nothing else to be planned. */
  public void add(long job, int priority, int orders) {
    add(
        job,
        priority,
        new NewOrder(OrderQueue.ENCODE, NewOrder.REST, new OrderBody.Inspect()),
        orders);
  }

  public void add(long job, int priority, NewOrder order, int times) {
    database.transact(tx -> Backlog.add(tx, job, priority, Collections.nCopies(times, order)));
  }

  /** Lets a worker be heard of. */
  public void heartbeat(String worker, int slots, Running... running) {
    leases.heard(new Heartbeat(worker, "host", "1", slots, List.of(running)));
    leases.renew();
  }

  /** Lets a worker be heard of that has something special. */
  public void heartbeat(String worker, int slots, Capabilities has) {
    leases.heard(new Heartbeat(worker, "host", "1", slots, List.of(), null, has));
    leases.renew();
  }

  public int fill() {
    return dispatcher.fill();
  }

  /** Orders on their way to workers, first dispatched first. */
  public List<Long> dispatched() {
    return sql()
        .select(WORK_ORDER.ID)
        .from(WORK_ORDER)
        .where(WORK_ORDER.STATE.eq(OrderState.DISPATCHED.text()))
        .orderBy(WORK_ORDER.ID)
        .fetch(WORK_ORDER.ID);
  }

  public ClaimReply claim(long order, String worker, boolean redelivered) {
    return claims.claim(new ClaimRequest(order, dispatchOf(order), worker, redelivered));
  }

  public ClaimReply claim(ClaimRequest request) {
    return claims.claim(request);
  }

  /** As it is when several ask at the same time. */
  public List<ClaimReply> claimAll(List<ClaimRequest> requests) {
    return claims.claimAll(requests).stream().map(Outcome::get).toList();
  }

  /** Where messages come in that ask for orders. */
  public ClaimDesk claimDesk() {
    return new ClaimDesk(claims);
  }

  /** Dispatches what waits and has a worker take the given order. */
  public Granted taken(long order, String worker) {
    fill();
    return (Granted) claim(order, worker, false);
  }

  /** Ends an attempt at an order well, whatever its output would be. */
  public void finish(long order) {
    database.transact(
        tx -> {
          tx.update(ATTEMPT)
              .set(ATTEMPT.STATE, AttemptState.ACCEPTED.text())
              .where(ATTEMPT.ORDER_ID.eq(order))
              .execute();
          Orders.done(tx, order);
        });
  }

  /** Takes all hints off the outbox, as the relay does; the orders that they name. */
  public List<Long> relayed() {
    List<Long> orders =
        outbox(Queues.WORK_ENCODE).stream()
            .map(body -> Wire.read(body, Hint.class).order())
            .toList();
    sql().deleteFrom(OUTBOX).where(OUTBOX.ADDRESS.eq(Queues.WORK_ENCODE)).execute();
    return orders;
  }

  public int dispatchOf(long order) {
    return sql()
        .select(WORK_ORDER.DISPATCH)
        .from(WORK_ORDER)
        .where(WORK_ORDER.ID.eq(order))
        .fetchSingle()
        .value1();
  }

  /** All orders of a job, in the order of their ids. */
  public List<Long> orders(long job) {
    return sql()
        .select(WORK_ORDER.ID)
        .from(WORK_ORDER)
        .where(WORK_ORDER.JOB_ID.eq(job))
        .orderBy(WORK_ORDER.ID)
        .fetch(WORK_ORDER.ID);
  }

  public OrderState state(long order) {
    return OrderState.of(
        sql()
            .select(WORK_ORDER.STATE)
            .from(WORK_ORDER)
            .where(WORK_ORDER.ID.eq(order))
            .fetchSingle()
            .value1());
  }

  public JobState jobState(long job) {
    return JobState.of(
        sql().select(JOB.STATE).from(JOB).where(JOB.ID.eq(job)).fetchSingle().value1());
  }

  public AttemptState attemptState(long attempt) {
    String state =
        sql()
            .select(ATTEMPT.STATE)
            .from(ATTEMPT)
            .where(ATTEMPT.ID.eq(attempt))
            .fetchSingle()
            .value1();
    return Stream.of(AttemptState.values())
        .filter(s -> s.text().equals(state))
        .findFirst()
        .orElseThrow();
  }

  /** Bodies of what the outbox holds for an address, oldest first. */
  public List<String> outbox(String address) {
    return sql()
        .select(OUTBOX.BODY)
        .from(OUTBOX)
        .where(OUTBOX.ADDRESS.eq(address))
        .orderBy(OUTBOX.ID)
        .fetch(OUTBOX.BODY);
  }

  /** As if so much time had gone by since every state was entered and every lease was given. */
  public void later(Duration time) {
    DayToSecond by = DayToSecond.valueOf(time);
    sql()
        .update(WORK_ORDER)
        .set(WORK_ORDER.STATE_SINCE, WORK_ORDER.STATE_SINCE.sub(by))
        .set(WORK_ORDER.NOT_BEFORE, WORK_ORDER.NOT_BEFORE.sub(by))
        .execute();
    sql().update(ATTEMPT).set(ATTEMPT.LEASE_UNTIL, ATTEMPT.LEASE_UNTIL.sub(by)).execute();
    sql().update(WORKER).set(WORKER.LAST_SEEN, WORKER.LAST_SEEN.sub(by)).execute();
  }

  /** Seconds until an order may be dispatched; negative when it may. */
  public double pauseOf(long order) {
    var pause = DSL.field("extract(epoch from {0} - now())", Double.class, WORK_ORDER.NOT_BEFORE);
    return sql()
        .select(pause)
        .from(WORK_ORDER)
        .where(WORK_ORDER.ID.eq(order))
        .fetchSingle()
        .value1();
  }
}
