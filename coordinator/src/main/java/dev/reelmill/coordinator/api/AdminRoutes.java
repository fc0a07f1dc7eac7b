package dev.reelmill.coordinator.api;

import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.deadletter.DeadLetterBox;
import dev.reelmill.coordinator.dispatch.Jobs;
import dev.reelmill.coordinator.dispatch.Workers;
import dev.reelmill.coordinator.operations.Change;
import dev.reelmill.coordinator.operations.JobOperations;
import dev.reelmill.coordinator.operations.OrderList;
import dev.reelmill.coordinator.operations.OrderOperations;
import dev.reelmill.coordinator.operations.PauseOperations;
import dev.reelmill.coordinator.operations.Why;
import dev.reelmill.coordinator.operations.WorkerOperations;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Routes;

/** The administration's endpoints. */
public final class AdminRoutes {

  private final Administration admin;
  private final Database database;
  private final Runnable wake;
  private final Jobs jobs;

  private AdminRoutes(Routes routes, String token, Database database, Runnable wake) {
    this.admin = new Administration(routes, token);
    this.database = database;
    this.wake = wake;
    this.jobs = new Jobs(database);
  }

  /**
   * Registers them.
   *
   * @param token what callers send as {@code Authorization: Bearer …}
   * @param wake called when there may be something to dispatch or to send
   */
  public static void register(Routes routes, String token, Database database, Runnable wake) {
    AdminRoutes all = new AdminRoutes(routes, token, database, wake);
    all.jobs();
    all.orders();
    all.pauses();
    all.workers();
    all.deadLetters();
  }

  private void jobs() {
    JobOperations operations = new JobOperations(database, wake);
    Why why = new Why(database);
    admin
        .show(
            "/api/jobs",
            exchange ->
                jobs.list(exchange.query("state").orElse(null), Administration.limit(exchange)))
        .show("/api/jobs/{job}", exchange -> jobs.show(job(exchange)))
        .show("/api/jobs/{job}/why", exchange -> why.of(job(exchange)))
        .change("/api/jobs/{job}/cancel", exchange -> operations.cancel(job(exchange)))
        .change("/api/jobs/{job}/requeue", exchange -> operations.requeue(job(exchange)))
        .change("/api/jobs/{job}/pause", exchange -> operations.pause(job(exchange)))
        .change("/api/jobs/{job}/resume", exchange -> operations.resume(job(exchange)))
        .change(
            "/api/jobs/{job}/priority",
            exchange -> operations.priority(job(exchange), Administration.priority(exchange)))
        .change(
            "/api/jobs/requeue",
            exchange -> operations.requeueFailed(Administration.required(exchange, "failed")));
  }

  /** A job by its number, or the newest one of a video. */
  private long job(Exchange exchange) {
    return jobs.find(exchange.variable("job"));
  }

  private void orders() {
    OrderList list = new OrderList(database);
    OrderOperations operations = new OrderOperations(database, wake);
    admin
        .show(
            "/api/orders",
            exchange ->
                list.list(
                    exchange.query("job").map(jobs::find).orElse(null),
                    exchange.query("state").orElse(null),
                    Administration.limit(exchange)))
        .show(
            "/api/orders/{order}", exchange -> list.show(Administration.number(exchange, "order")))
        .change(
            "/api/orders/{order}/requeue",
            exchange -> operations.requeue(Administration.number(exchange, "order")))
        .change(
            "/api/orders/{order}/cancel",
            exchange -> operations.cancel(Administration.number(exchange, "order")))
        .change(
            "/api/orders/{order}/priority",
            exchange ->
                operations.priority(
                    Administration.number(exchange, "order"), Administration.priority(exchange)))
        .change(
            "/api/jobs/{job}/renditions/{rendition}/requeue",
            exchange -> operations.requeueRendition(job(exchange), exchange.variable("rendition")));
  }

  private void pauses() {
    PauseOperations operations = new PauseOperations(database, wake);
    admin
        .show("/api/pauses", exchange -> operations.list())
        .change("/api/farm/pause", exchange -> operations.farm(true))
        .change("/api/farm/resume", exchange -> operations.farm(false))
        .change(
            "/api/uploaders/{name}/pause",
            exchange -> operations.uploader(exchange.variable("name"), true))
        .change(
            "/api/uploaders/{name}/resume",
            exchange -> operations.uploader(exchange.variable("name"), false));
  }

  private void workers() {
    Workers workers = new Workers(database);
    WorkerOperations operations = new WorkerOperations(database, wake);
    admin
        .show("/api/workers", exchange -> workers.list())
        .show("/api/workers/{worker}", exchange -> operations.show(exchange.variable("worker")))
        .change(
            "/api/workers/{worker}/drain",
            exchange ->
                operations.drain(
                    exchange.variable("worker"), exchange.query("reason").orElse(null)))
        .change(
            "/api/workers/{worker}/release",
            exchange -> operations.release(exchange.variable("worker")));
  }

  private void deadLetters() {
    DeadLetterBox box = new DeadLetterBox(database, wake);
    admin
        .show("/api/dead", exchange -> box.list(Administration.limit(exchange)))
        .show("/api/dead/{letter}", exchange -> box.show(letter(exchange)))
        .change(
            "/api/dead/{letter}/requeue",
            exchange ->
                new Change(
                    true,
                    "Dead letter %s goes to %s again."
                        .formatted(letter(exchange), box.requeue(letter(exchange))),
                    null))
        .change(
            "/api/dead/{letter}/discard",
            exchange -> {
              box.discard(letter(exchange));
              return new Change(true, "Dead letter " + letter(exchange) + " is gone.", null);
            });
  }

  private static long letter(Exchange exchange) {
    return Administration.number(exchange, "letter");
  }
}
