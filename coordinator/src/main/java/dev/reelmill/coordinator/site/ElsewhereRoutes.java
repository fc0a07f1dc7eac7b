package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import dev.reelmill.coordinator.web.Routes;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only coordinators do, where a site runs by itself: a front server sends it to them, and
 * whoever comes here all the same is told.
 */
public final class ElsewhereRoutes {

  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private static final List<String> PATHS = List.of("/api/{rest...}", "/objects/{key...}");

  private final @Nullable URI coordinator;

  private ElsewhereRoutes(@Nullable URI coordinator) {
    this.coordinator = coordinator;
  }

  /**
   * Registers them.
   *
   * @param coordinator where people go who want to upload; absent if a front server sends them
   */
  public static void register(Routes routes, @Nullable URI coordinator) {
    ElsewhereRoutes elsewhere = new ElsewhereRoutes(coordinator);
    Endpoint refuse = elsewhere::refuse;
    for (String path : PATHS) {
      METHODS.forEach(method -> routes.onAnyOrigin(method, path, refuse));
    }
    routes
        .on("GET", "/upload", elsewhere::upload)
        .onAnyOrigin("POST", "/upload", refuse)
        .onAnyOrigin("POST", "/videos/{id}/poster", refuse);
  }

  private void upload(Exchange exchange) throws IOException {
    if (coordinator == null) {
      refuse(exchange);
    } else {
      exchange.redirect(302, coordinator + "/upload");
    }
  }

  private void refuse(Exchange exchange) {
    throw new Refusal(
        421,
        "coordinator-needed",
        "Only a coordinator does this, and here is a site."
            + (coordinator == null ? "" : " There is one at " + coordinator + "."));
  }
}
