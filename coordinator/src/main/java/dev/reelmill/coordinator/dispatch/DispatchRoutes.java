package dev.reelmill.coordinator.dispatch;

import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Answers claims, and listens to heartbeats. */
public final class DispatchRoutes extends EndpointRouteBuilder {

  private static final int CLAIM_CONSUMERS = 4;

  /** When many come: those that come at the same time are committed together. */
  private static final int MOST_CLAIM_CONSUMERS = 24;

  private final Claims claims;
  private final Leases leases;

  public DispatchRoutes(Claims claims, Leases leases) {
    this.claims = claims;
    this.leases = leases;
  }

  @Override
  public void configure() {
    // Acknowledged when it is answered: a request whose coordinator dies is answered by the next.
    from(jms("queue:" + Queues.CLAIMS)
            .concurrentConsumers(CLAIM_CONSUMERS)
            .maxConcurrentConsumers(MOST_CLAIM_CONSUMERS)
            .transacted(true)
            .advanced()
            .lazyCreateTransactionManager(false))
        .routeId("claims")
        .transform()
        .body(
            String.class,
            request -> Wire.write(claims.claim(Wire.read(request, ClaimRequest.class))));

    from(jms("queue:" + Queues.HEARTBEATS))
        .routeId("heartbeats")
        .process()
        .body(String.class, beat -> leases.heard(Wire.read(beat, Heartbeat.class)));
  }
}
