package dev.reelmill.coordinator.api;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.dispatch.Jobs;
import dev.reelmill.coordinator.dispatch.Workers;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Routes;
import java.io.IOException;

/** The administration's endpoints. */
public final class AdminRoutes {

  private static final int MOST_JOBS = 1000;
  private static final int USUAL_JOBS = 50;

  private final AdminToken token;
  private final Jobs jobs;
  private final Workers workers;

  private AdminRoutes(String token, Jobs jobs, Workers workers) {
    this.token = new AdminToken(token);
    this.jobs = jobs;
    this.workers = workers;
  }

  /**
   * Registers them.
   *
   * @param token what callers send as {@code Authorization: Bearer …}
   */
  public static void register(Routes routes, String token, Jobs jobs, Workers workers) {
    AdminRoutes admin = new AdminRoutes(token, jobs, workers);
    routes
        .onAnyOrigin("GET", "/api/jobs", admin.guarded(admin::list))
        .onAnyOrigin("GET", "/api/jobs/{job}", admin.guarded(admin::show))
        .onAnyOrigin("POST", "/api/jobs/{job}/cancel", admin.guarded(admin::cancel))
        .onAnyOrigin("POST", "/api/jobs/{job}/requeue", admin.guarded(admin::requeue))
        .onAnyOrigin("GET", "/api/workers", admin.guarded(admin::workers));
  }

  private Endpoint guarded(Endpoint endpoint) {
    return exchange -> {
      token.require(exchange);
      endpoint.handle(exchange);
    };
  }

  private void list(Exchange exchange) throws IOException {
    int limit = exchange.query("limit").map(AdminRoutes::limit).orElse(USUAL_JOBS);
    answer(exchange, jobs.list(exchange.query("state").orElse(null), limit));
  }

  private void show(Exchange exchange) throws IOException {
    answer(exchange, jobs.show(job(exchange)));
  }

  private void cancel(Exchange exchange) throws IOException {
    answer(exchange, jobs.cancel(job(exchange)));
  }

  private void requeue(Exchange exchange) throws IOException {
    answer(exchange, jobs.requeue(job(exchange)));
  }

  private void workers(Exchange exchange) throws IOException {
    answer(exchange, workers.list());
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_JOBS) {
      throw new ReelmillException(
          FailureCode.INVALID, "limit is '" + text + "', not a number up to " + MOST_JOBS);
    }
    return Integer.parseInt(text);
  }

  private static long job(Exchange exchange) {
    String text = exchange.variable("job");
    if (!text.matches("[0-9]{1,18}")) {
      throw new ReelmillException(FailureCode.NOT_FOUND, "there is no job '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private static void answer(Exchange exchange, Object value) throws IOException {
    exchange.send(200, "application/json", Json.write(value));
  }
}
