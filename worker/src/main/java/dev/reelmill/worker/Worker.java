package dev.reelmill.worker;

import com.sun.management.OperatingSystemMXBean;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.health.Health;
import dev.reelmill.common.health.ProgramVersion;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.Capabilities;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.deliver.Uploader;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import dev.reelmill.worker.ffmpeg.HardwareEncoders;
import dev.reelmill.worker.health.HealthPort;
import dev.reelmill.worker.intake.Intake;
import dev.reelmill.worker.intake.OrderWork;
import dev.reelmill.worker.scratch.FreeSpace;
import dev.reelmill.worker.scratch.Scratch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running worker, wired together. */
final class Worker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Scratch scratch;
  private final Intake intake;
  private final Health health;
  private final @Nullable HealthPort port;
  private boolean closed;

  private Worker(Scratch scratch, Intake intake, Health health, @Nullable HealthPort port) {
    this.scratch = scratch;
    this.intake = intake;
    this.health = health;
    this.port = port;
  }

  /**
   * Starts a worker.
   *
   * @throws ReelmillException if a setting, FFmpeg or the scratch folder does not allow it
   */
  static Worker start(Settings settings) {
    WorkerSettings own = WorkerSettings.from(settings);
    BrokerSettings broker = BrokerSettings.from(settings);
    Scratch scratch = Scratch.open(own.scratch());
    try {
      Ffmpeg ffmpeg = Ffmpeg.open(FfmpegSettings.from(settings), scratch.subfolder("ffmpeg"));
      Intake intake = intake(own, broker, ffmpeg, scratch);
      Health health = health(intake, scratch, own);
      HealthPort port = own.health() == null ? null : new HealthPort(own.health(), health);
      intake.start();
      log.info("worker {} is ready, with {} slots", own.name(), own.slots());
      if (port != null) {
        log.info("its health is on port {}", port.port());
      }
      return new Worker(scratch, intake, health, port);
    } catch (IOException e) {
      scratch.close();
      throw new ReelmillException(
          FailureCode.INVALID, "can't write to the scratch folder " + own.scratch() + ": " + e, e);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private static Intake intake(
      WorkerSettings own, BrokerSettings broker, Ffmpeg ffmpeg, Scratch scratch)
      throws IOException {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    SourceFiles sources =
        new SourceFiles(own.store(), scratch.subfolder("sources"), own.sourceCacheBytes(), http);
    OrderWork work =
        new OrderWork(ffmpeg, sources, scratch, new Delivery(new Uploader(http)), own.slots());
    FreeSpace space =
        new FreeSpace(scratch.folder(), own.scratchReserveBytes(), sources::evictUnused);
    Capabilities has = capabilities(own, ffmpeg, scratch.subfolder("trial"));
    return new Intake(broker, identity(own, has), work, space);
  }

  private static Health health(Intake intake, Scratch scratch, WorkerSettings own) {
    FreeSpace space = new FreeSpace(scratch.folder(), own.scratchReserveBytes(), () -> {});
    return new Health("worker", ProgramVersion.of(Worker.class))
        .with("broker", intake::brokerTrouble)
        .with("scratch", space::shortage)
        .with("orders", intake::rest);
  }

  private static Capabilities capabilities(WorkerSettings own, Ffmpeg ffmpeg, Path trial) {
    HardwareEncoders encoders = HardwareEncoders.find(ffmpeg, trial);
    return Capabilities.of(
        encoders.names(), encoders.words(), memoryBytes(), own.slots(), own.tags());
  }

  /** Of the machine, or of the control group that it is in. */
  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static Intake.Identity identity(WorkerSettings own, Capabilities has) {
    return new Intake.Identity(
        own.name(), own.host(), ProgramVersion.of(Worker.class), own.slots(), has, own.heartbeat());
  }

  /**
   * Takes no more orders, and lets those in progress end; {@link #close} gives back what is left.
   *
   * @param time how long they may take
   */
  void drain(Duration time) {
    health.stopping();
    log.info("taking no more orders");
    intake.drain(time);
  }

  /** Stops everything within a few seconds; orders in progress go back to the broker. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      log.info("stopping");
      health.stopping();
      intake.close();
      scratch.close();
      if (port != null) {
        port.close();
      }
    }
  }
}
