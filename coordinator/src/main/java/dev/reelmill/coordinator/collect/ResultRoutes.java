package dev.reelmill.coordinator.collect;

import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import dev.reelmill.common.work.WorkResult;
import java.util.function.Consumer;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Takes results off their queue; one is acknowledged when its effect is in the database. */
public final class ResultRoutes extends EndpointRouteBuilder {

  private static final int CONSUMERS = 2;

  /** When many come: what they bring at the same time is committed together. */
  private static final int MOST_CONSUMERS = 24;

  private final Consumer<WorkResult> results;
  private final Runnable wake;

  /**
   * @param results takes each; when it returns, the effect is in the database
   * @param wake called after each result: there may be room for more, or new orders
   */
  public ResultRoutes(Consumer<WorkResult> results, Runnable wake) {
    this.results = results;
    this.wake = wake;
  }

  @Override
  public void configure() {
    from(jms("queue:" + Queues.RESULTS)
            .concurrentConsumers(CONSUMERS)
            .maxConcurrentConsumers(MOST_CONSUMERS)
            .transacted(true)
            .advanced()
            .lazyCreateTransactionManager(false))
        .routeId("results")
        .process()
        .body(
            String.class,
            text -> {
              results.accept(Wire.read(text, WorkResult.class));
              wake.run();
            });
  }
}
