package dev.reelmill.coordinator.playback;

import dev.reelmill.coordinator.publish.Pictures;
import dev.reelmill.coordinator.publish.StoredPart;
import dev.reelmill.coordinator.publish.VideoPictures;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.store.StoredObject;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import java.io.IOException;

/** {@code /media/VIDEO/pictures/NAME}: names that stay, whatever object the bytes are in. */
final class PicturesEndpoint implements Endpoint {

  private final Pictures pictures;
  private final ObjectStore store;
  private final ByteResponder responder;

  PicturesEndpoint(Pictures pictures, ObjectStore store) {
    this.pictures = pictures;
    this.store = store;
    this.responder = new ByteResponder(store);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String video = exchange.variable("video");
    String name = exchange.variable("name");
    MediaEndpoint.allowOtherSites(exchange);
    if (name.equals(VideoPictures.STORYBOARD)) {
      String text = pictures.storyboard(video).orElseThrow(() -> MediaEndpoint.none(exchange));
      MediaEndpoint.sendText(exchange, MediaTypes.of(name), text);
    } else {
      sendPicture(
          exchange, pictures.picture(video, name).orElseThrow(() -> MediaEndpoint.none(exchange)));
    }
  }

  private void sendPicture(Exchange exchange, StoredPart part) throws IOException {
    StoredObject object =
        store
            .find(part.key())
            .orElseThrow(() -> Refusal.notFound("The object " + part.key() + " is gone."));
    // who names the version may keep it; without, the next poster may be another
    boolean versioned = exchange.query("v").filter(part.version()::equals).isPresent();
    exchange.header(
        "Cache-Control", versioned ? "public, max-age=31536000, immutable" : "no-cache");
    responder.send(exchange, Part.of(object, part));
  }
}
