package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Refusal;
import dev.reelmill.coordinator.web.Routes;
import java.time.Duration;
import java.util.Locale;

/** Registers {@code /api/uploads} and the plain form. */
public final class UploadRoutes {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private UploadRoutes() {}

  public static void register(Routes routes, Uploads uploads) {
    register(routes, uploads, new Writers(PATIENCE));
  }

  static void register(Routes routes, Uploads uploads, Writers writers) {
    String one = Tus.PATH + "/{id}";
    Arrival arrival = new Arrival(uploads);
    Endpoint options = Tus.options(uploads.settings());
    Endpoint patch = Tus.versioned(new TusPatch(uploads, arrival, writers));
    Endpoint delete = Tus.versioned(new TusDelete(uploads, writers));
    routes
        .on("OPTIONS", Tus.PATH, options)
        .on("OPTIONS", one, options)
        .on("POST", Tus.PATH, Tus.versioned(new TusCreate(uploads, arrival, writers)))
        .on("HEAD", one, Tus.versioned(new TusHead(uploads, arrival, writers)))
        .on("PATCH", one, patch)
        .on("DELETE", one, delete)
        .on("POST", one, overridden(patch, delete))
        .on("POST", "/upload", new FormEndpoint(uploads));
  }

  /** For clients behind something that only lets GET and POST through. */
  private static Endpoint overridden(Endpoint patch, Endpoint delete) {
    return exchange -> {
      String method = exchange.header("X-HTTP-Method-Override").orElse("");
      switch (method.toUpperCase(Locale.ROOT)) {
        case "PATCH" -> patch.handle(exchange);
        case "DELETE" -> delete.handle(exchange);
        default ->
            throw Refusal.badRequest(
                "POST needs X-HTTP-Method-Override with PATCH or DELETE here.");
      }
    };
  }
}
