package dev.reelmill.coordinator.api;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.publish.Pictures;
import dev.reelmill.coordinator.upload.Uploader;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Routes;
import java.io.IOException;
import java.util.Map;

/**
 * {@code POST /api/videos/ID/poster?candidate=N}: makes a candidate the poster. For the
 * administrator and for the uploader.
 */
public final class PosterEndpoint implements Endpoint {

  private final AdminToken token;
  private final Pictures pictures;

  private PosterEndpoint(AdminToken token, Pictures pictures) {
    this.token = token;
    this.pictures = pictures;
  }

  /**
   * Registers it.
   *
   * @param token the administrator's
   */
  public static void register(Routes routes, String token, Pictures pictures) {
    routes.onAnyOrigin(
        "POST", "/api/videos/{id}/poster", new PosterEndpoint(new AdminToken(token), pictures));
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String video = exchange.variable("id");
    if (!Uploader.sent(exchange, video)) {
      token.require(exchange);
    }
    String candidate = exchange.query("candidate").orElse("");
    if (!candidate.matches("[0-9]{1,4}")) {
      throw new ReelmillException(
          FailureCode.INVALID, "candidate is '" + candidate + "', not a number");
    }
    pictures.pick(video, Integer.parseInt(candidate));
    exchange.send(
        200,
        "application/json",
        Json.write(Map.of("video", video, "candidate", Integer.parseInt(candidate))));
  }
}
