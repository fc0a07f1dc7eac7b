package dev.reelmill.coordinator.dispatch;

import dev.reelmill.common.work.Heartbeat;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.Wire;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Listens to heartbeats. Claims, of which many come at once, are no route. */
public final class DispatchRoutes extends EndpointRouteBuilder {

  private final Leases leases;

  public DispatchRoutes(Leases leases) {
    this.leases = leases;
  }

  @Override
  public void configure() {
    from(jms("queue:" + Queues.HEARTBEATS))
        .routeId("heartbeats")
        .process()
        .body(String.class, beat -> leases.heard(Wire.read(beat, Heartbeat.class)));
  }
}
