package dev.reelmill.coordinator;

import dev.reelmill.common.health.Health;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Queues;
import dev.reelmill.common.work.WorkResult;
import dev.reelmill.coordinator.api.AdminRoutes;
import dev.reelmill.coordinator.api.PosterEndpoint;
import dev.reelmill.coordinator.broker.BatchConsumer;
import dev.reelmill.coordinator.broker.BrokerConnection;
import dev.reelmill.coordinator.broker.BrokerWatch;
import dev.reelmill.coordinator.broker.DeadLetterErrors;
import dev.reelmill.coordinator.collect.ResultDesk;
import dev.reelmill.coordinator.collect.Results;
import dev.reelmill.coordinator.database.Database;
import dev.reelmill.coordinator.deadletter.DeadLetterBox;
import dev.reelmill.coordinator.deadletter.DeadLetterRoutes;
import dev.reelmill.coordinator.dispatch.BrokerSession;
import dev.reelmill.coordinator.dispatch.ClaimDesk;
import dev.reelmill.coordinator.dispatch.Claims;
import dev.reelmill.coordinator.dispatch.DispatchLoop;
import dev.reelmill.coordinator.dispatch.DispatchRoutes;
import dev.reelmill.coordinator.dispatch.Dispatcher;
import dev.reelmill.coordinator.dispatch.Hedges;
import dev.reelmill.coordinator.dispatch.Jobs;
import dev.reelmill.coordinator.dispatch.Leases;
import dev.reelmill.coordinator.dispatch.Relay;
import dev.reelmill.coordinator.dispatch.Workers;
import dev.reelmill.coordinator.inspect.JobPlanning;
import dev.reelmill.coordinator.inspect.SourceInspection;
import dev.reelmill.coordinator.operations.JobOperations;
import dev.reelmill.coordinator.operations.WorkerOperations;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.playback.PictureRoutes;
import dev.reelmill.coordinator.playback.PlaybackRoutes;
import dev.reelmill.coordinator.profile.ProfileLibrary;
import dev.reelmill.coordinator.publish.FarmPictures;
import dev.reelmill.coordinator.publish.FarmPublications;
import dev.reelmill.coordinator.redrive.Leftovers;
import dev.reelmill.coordinator.redrive.Redrive;
import dev.reelmill.coordinator.redrive.Sweep;
import dev.reelmill.coordinator.site.PosterForm;
import dev.reelmill.coordinator.site.ProfileChoice;
import dev.reelmill.coordinator.site.Site;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.trust.GoldenTests;
import dev.reelmill.coordinator.upload.Submissions;
import dev.reelmill.coordinator.upload.UploadRoutes;
import dev.reelmill.coordinator.upload.Uploads;
import dev.reelmill.coordinator.web.HealthRoutes;
import dev.reelmill.coordinator.web.HttpServer;
import dev.reelmill.coordinator.web.Routes;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One coordinator: all its parts, made and connected here and nowhere else. Closing it stops them,
 * last started first.
 */
public final class Coordinator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Coordinator.class);

  /** While some are answered, the next ones gather. */
  private static final int CLAIM_TAKERS = 1;

  /** More than one, as the store is asked about each result, and may be slow. */
  private static final int RESULT_TAKERS = 2;

  private final CoordinatorSettings settings;
  private final Parts started = new Parts();

  private final Database database;
  private final FarmStore store;
  private final FarmPublications publications;
  private final Submissions submissions;
  private final DispatchLoop loop;
  private final Leases leases;
  private final Sweep sweep;
  private final BrokerSession session;
  private final Health health;
  private @Nullable HttpServer http;

  private Coordinator(CoordinatorSettings settings) {
    this.settings = settings;
    this.store = opened(FarmStore.open(settings.store(), settings.urlSecret()));
    this.database = opened(Database.open(settings.database()));
    this.publications = new FarmPublications(database);
    this.session = new BrokerSession(database, this::wake);
    this.leases = new Leases(database, settings.dispatch(), session::hearsWorkers);
    this.sweep = new Sweep(leases, new Hedges(database, settings.dispatch()), this::wake);
    this.health = ProgramHealth.ofCoordinator(database, session, sweep);
    this.loop =
        new DispatchLoop(
            new Dispatcher(database),
            new Relay(database, settings.broker()),
            leases,
            sweep::runIfForgotten);
    this.submissions = new SourceInspection(database, this::profile, this::wake);
  }

  /**
   * Starts a coordinator; returns when it serves.
   *
   * @throws dev.reelmill.common.failure.ReelmillException if a part can't start; nothing of it runs
   *     on then
   */
  public static Coordinator start(CoordinatorSettings settings) {
    Coordinator coordinator = new Coordinator(settings);
    try {
      coordinator.start();
      return coordinator;
    } catch (Exception e) {
      coordinator.close();
      throw e instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the coordinator can't start", e);
    }
  }

  private void start() throws Exception {
    CamelContext camel = new DefaultCamelContext();
    settings.broker().prepareProgram();
    BrokerConnection broker = opened(new BrokerConnection(settings.broker()));
    camel.addComponent("jms", broker.component());
    camel.addRoutesConfigurations(new DeadLetterErrors());
    FarmObjects objects = new FarmObjects(store.objects(), store.lending(this::url));
    GoldenTests golden = new GoldenTests(database, objects);
    camel.addRoutes(new DispatchRoutes(leases));
    camel.addRoutes(new DeadLetterRoutes(new DeadLetterBox(database, this::wake)));
    Uploads uploads = uploads();
    startHttp(camel, uploads);
    camel.getShutdownStrategy().setTimeout(5);
    camel.start();
    opened(camel::stop);
    take(objects, golden);
    loop.start();
    opened(loop);
    opened(new BrokerWatch(settings.broker(), session::begun, session::ended));
    Leftovers leftovers = new Leftovers(database, store.objects(), settings.store().leftovers());
    Runnable tidy =
        () -> {
          uploads.tidy();
          leftovers.tidy();
          golden.tidy();
          store.objects().tidy();
        };
    tidyFirst(tidy);
    opened(new Redrive(settings.database(), sweep, tidy));
  }

  /** What workers ask and bring, many at a time. */
  private void take(FarmObjects objects, GoldenTests golden) {
    Claims claims =
        new Claims(
            database, objects, settings.dispatch(), golden, session::provesLossOf, this::wake);
    opened(
            new BatchConsumer<>(
                settings.broker(),
                Queues.CLAIMS,
                CLAIM_TAKERS,
                ClaimRequest.class,
                new ClaimDesk(claims)::take))
        .start();
    Results results =
        new Results(
            database, objects, settings.dispatch(), JobPlanning::accept, JobPlanning::acceptTrial);
    opened(
            new BatchConsumer<>(
                settings.broker(),
                Queues.RESULTS,
                RESULT_TAKERS,
                WorkResult.class,
                new ResultDesk(golden, results, this::wake)::take))
        .start();
  }

  /** The database may go away at this moment as at any other; that keeps nobody from working. */
  private static void tidyFirst(Runnable tidy) {
    try {
      tidy.run();
    } catch (RuntimeException e) {
      log.warn("what is left over is looked for again within the hour: {}", e.getMessage());
    }
  }

  private Uploads uploads() {
    ObjectStore objects = store.objects();
    return new Uploads(
        database.sql(),
        objects,
        objects.partial(),
        submissions,
        settings.upload(),
        Clock.systemUTC());
  }

  private void startHttp(CamelContext camel, Uploads uploads) {
    Routes routes = new Routes();
    HealthRoutes.register(routes, health);
    UploadRoutes.register(routes, uploads);
    PlaybackRoutes.register(routes, publications, store.objects(), store.signed(), settings.http());
    FarmPictures pictures = new FarmPictures(database);
    PictureRoutes.register(routes, pictures, store.objects());
    PosterForm.register(routes, pictures);
    PosterEndpoint.register(routes, settings.adminToken(), pictures);
    AdminRoutes.register(routes, settings.adminToken(), database, this::wake);
    Site site = new Site(publications);
    site.register(routes);
    site.registerUpload(routes, profileChoice());
    http =
        HttpServer.start(
            camel, settings.http(), routes, site.errorPages(), settings.nextFreePort());
    opened(http);
  }

  private ProfileChoice profileChoice() {
    ProfileLibrary library = new ProfileLibrary(settings.profiles());
    return new ProfileChoice() {
      @Override
      public String usual() {
        return library.usual().name();
      }

      @Override
      public List<String> names() {
        return library.names();
      }
    };
  }

  private Profile profile(@Nullable String asked) {
    ProfileLibrary library = new ProfileLibrary(settings.profiles());
    return asked == null ? library.usual() : library.named(asked);
  }

  private void wake() {
    loop.wake();
  }

  private <T extends AutoCloseable> T opened(T part) {
    return started.opened(part);
  }

  /** Where the site and the API are. */
  public URI url() {
    return Objects.requireNonNull(http, "not started").url();
  }

  public ObjectStore store() {
    return store.objects();
  }

  public FarmPublications publications() {
    return publications;
  }

  public Submissions submissions() {
    return submissions;
  }

  public Jobs jobs() {
    return new Jobs(database);
  }

  public JobOperations jobOperations() {
    return new JobOperations(database, this::wake);
  }

  public WorkerOperations workerOperations() {
    return new WorkerOperations(database, this::wake);
  }

  public Workers workers() {
    return new Workers(database);
  }

  @Override
  public void close() {
    health.stopping();
    if (http != null) {
      // Before all else: what comes in from now on belongs to another coordinator.
      http.refuse();
    }
    started.close();
  }
}
