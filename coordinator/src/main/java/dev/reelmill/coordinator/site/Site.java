package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.upload.Uploader;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.ErrorPages;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Refusal;
import dev.reelmill.coordinator.web.Routes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The pages, and the state of videos as JSON and as events. */
public final class Site {

  private static final int NEWEST = 60;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Publications publications;
  private final Endpoint events;
  private final AssetLibrary assets = new AssetLibrary();
  private final Pages pages = new Pages();

  public Site(Publications publications) {
    this(publications, LOOK_EVERY, HEARTBEAT);
  }

  Site(Publications publications, Duration lookEvery, Duration heartbeat) {
    this.publications = publications;
    this.events = new EventsEndpoint(new StatusFeed(publications, lookEvery), heartbeat);
  }

  public void register(Routes routes) {
    routes
        .on("GET", "/", this::home)
        .on("GET", "/videos/{id}", this::watch)
        .on("GET", "/api/videos/{id}", this::status)
        .on("GET", "/api/videos/{id}/events", events)
        .on("GET", AssetLibrary.PATH + "{version}/{name}", this::asset)
        .on("GET", "/favicon.ico", exchange -> exchange.redirect(302, assets.url("icon.svg")));
  }

  /** The page by which videos come in, where they do. */
  public void registerUpload(Routes routes, ProfileChoice profiles) {
    routes.on("GET", "/upload", exchange -> upload(exchange, profiles));
  }

  public ErrorPages errorPages() {
    return (status, title, detail) ->
        pages.render("error.jte", new ErrorModel(assets, status, title, detail));
  }

  private void home(Exchange exchange) throws IOException {
    List<VideoView> videos = publications.newest(NEWEST).stream().map(VideoView::new).toList();
    pages.send(exchange, "home.jte", new HomeModel(assets, videos));
  }

  private void upload(Exchange exchange, ProfileChoice profiles) throws IOException {
    String usual = profiles.usual();
    List<String> others =
        profiles.names().stream().filter(name -> !name.equals(usual)).sorted().toList();
    pages.send(exchange, "upload.jte", new UploadModel(assets, usual, others));
  }

  private void watch(Exchange exchange) throws IOException {
    VideoView video = new VideoView(find(exchange));
    String start = exchange.query("t").filter(t -> t.matches("[0-9]{1,6}")).orElse("");
    boolean mine = Uploader.sent(exchange, video.id());
    pages.send(
        exchange,
        "watch.jte",
        new WatchModel(assets, video, publications.texts(video.id()), start, mine));
  }

  private void status(Exchange exchange) throws IOException {
    exchange.header("Cache-Control", "no-cache");
    exchange.send(200, "application/json", StatusJson.of(find(exchange)));
  }

  private VideoStatus find(Exchange exchange) {
    String id = exchange.variable("id");
    return publications
        .status(id)
        .orElseThrow(() -> Refusal.notFound("There is no video " + id + "."));
  }

  private void asset(Exchange exchange) throws IOException {
    String name = exchange.variable("name");
    byte[] bytes =
        assets.find(name).orElseThrow(() -> Refusal.notFound("There is no asset " + name + "."));
    exchange.header(
        "Cache-Control",
        assets.isCurrent(exchange.variable("version"))
            ? "public, max-age=31536000, immutable"
            : "no-cache");
    exchange.send(200, AssetLibrary.contentType(name), bytes);
  }
}
