package dev.reelmill.coordinator.web;

import dev.reelmill.common.health.Health;
import dev.reelmill.common.health.Health.Answer;
import java.io.IOException;

/** Registers what tells whoever watches over a program how it is. */
public final class HealthRoutes {

  private HealthRoutes() {}

  public static void register(Routes routes, Health health) {
    routes
        .onToTheEnd("GET", Health.LIVE, exchange -> send(exchange, health.live()))
        .onToTheEnd("GET", Health.READY, exchange -> send(exchange, health.ready()));
  }

  private static void send(Exchange exchange, Answer answer) throws IOException {
    exchange.header("Cache-Control", "no-store");
    exchange.send(answer.status(), "application/json", answer.json());
  }
}
