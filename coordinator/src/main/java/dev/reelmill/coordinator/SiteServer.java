package dev.reelmill.coordinator;

import dev.reelmill.common.health.Health;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.playback.PictureRoutes;
import dev.reelmill.coordinator.playback.PlaybackRoutes;
import dev.reelmill.coordinator.publish.FarmPictures;
import dev.reelmill.coordinator.publish.FarmPublications;
import dev.reelmill.coordinator.site.ElsewhereRoutes;
import dev.reelmill.coordinator.site.Site;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.web.HealthRoutes;
import dev.reelmill.coordinator.web.HttpServer;
import dev.reelmill.coordinator.web.Routes;
import java.net.URI;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The site by itself: pages and playback out of the database and the store, neither of which it
 * changes. It knows no broker, and needs no coordinator to run.
 */
public final class SiteServer implements AutoCloseable {

  private final Parts started = new Parts();
  private final Health health;
  private final HttpServer http;

  private SiteServer(SiteSettings settings) {
    try {
      FarmStore store = started.opened(FarmStore.reading(settings.store()));
      Database database = started.opened(Database.open(settings.database()));
      health = ProgramHealth.ofSite(database);
      http = started.opened(serve(settings, store.objects(), database));
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private HttpServer serve(SiteSettings settings, ObjectStore store, Database database) {
    FarmPublications publications = new FarmPublications(database);
    Routes routes = new Routes();
    HealthRoutes.register(routes, health);
    PlaybackRoutes.register(routes, publications, store, null, settings.http());
    PictureRoutes.register(routes, new FarmPictures(database), store);
    Site site = new Site(publications);
    site.register(routes);
    ElsewhereRoutes.register(routes, settings.coordinator());
    // Its router is all that is used of it: there is no route.
    DefaultCamelContext camel = new DefaultCamelContext();
    return HttpServer.start(camel, settings.http(), routes, site.errorPages(), false);
  }

  /**
   * Starts a site; returns when it serves.
   *
   * @throws dev.reelmill.common.failure.ReelmillException if a part can't start
   */
  public static SiteServer start(SiteSettings settings) {
    return new SiteServer(settings);
  }

  /** Where it serves. */
  public URI url() {
    return http.url();
  }

  @Override
  public void close() {
    health.stopping();
    started.close();
  }
}
