package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.publish.Pictures;
import dev.reelmill.coordinator.upload.Uploader;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import dev.reelmill.coordinator.web.Routes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** POST of the form on a video's page by which its uploader picks the poster. */
public final class PosterForm implements Endpoint {

  private static final Pattern BODY = Pattern.compile("candidate=([0-9]{1,4})");

  private final Pictures pictures;

  private PosterForm(Pictures pictures) {
    this.pictures = pictures;
  }

  public static void register(Routes routes, Pictures pictures) {
    routes.on("POST", "/videos/{id}/poster", new PosterForm(pictures));
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String video = exchange.variable("id");
    if (!Uploader.sent(exchange, video)) {
      throw new Refusal(
          403, "not-the-uploader", "Only the browser that uploaded the video picks its poster.");
    }
    Matcher form = BODY.matcher(new String(exchange.smallBody(), StandardCharsets.US_ASCII));
    if (!form.matches()) {
      throw Refusal.badRequest("The form has to name one candidate.");
    }
    pictures.pick(video, Integer.parseInt(form.group(1)));
    exchange.redirect(303, "/videos/" + video);
  }
}
