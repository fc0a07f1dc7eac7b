package dev.reelmill.worker;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.common.work.Capabilities;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a worker is and what it has.
 *
 * @param name unique in the farm
 * @param host where it runs
 * @param slots encodes at once
 * @param tags words that orders may ask for
 * @param scratch folder for work in progress; several workers of a machine may share it
 * @param store the object store's folder, if it is mounted here
 * @param sourceCacheBytes of downloaded sources that are kept for the next order
 * @param scratchReserveBytes that must be free on the scratch disk before orders are taken
 * @param heartbeat how often the coordinator hears of it
 * @param drainTime what orders in progress have to end when the worker stops
 * @param health where it says how it is; absent if nowhere
 */
public record WorkerSettings(
    String name,
    String host,
    int slots,
    List<String> tags,
    Path scratch,
    @Nullable Path store,
    long sourceCacheBytes,
    long scratchReserveBytes,
    Duration heartbeat,
    Duration drainTime,
    @Nullable InetSocketAddress health) {

  /** Besides the words for what it finds out by itself. */
  private static final int MOST_TAGS = 4;

  public static final Setting<String> NAME =
      Setting.text("worker.name", null, "Name in the farm; by default host name and process id");
  public static final Setting<Integer> SLOTS =
      Setting.number(
          "worker.slots", null, 1, 1024, "Encodes at once; by default one for each core");
  public static final Setting<List<String>> TAGS =
      new Setting<>(
          "worker.tags",
          "up to " + MOST_TAGS + " words, with commas between",
          null,
          "What the worker has that not every worker has; orders of profiles with these needs go to"
              + " such workers only",
          WorkerSettings::parseTags);
  public static final Setting<Path> SCRATCH =
      Setting.path(
          "worker.scratch",
          null,
          "Folder for work in progress; by default reelmill-worker-USER in the temporary folder");
  public static final Setting<Path> STORE =
      Setting.path(
          "worker.store",
          null,
          "Folder of the object store, if it is mounted here; sources are then read in place");
  public static final Setting<Long> SOURCE_CACHE =
      Setting.size(
          "worker.source-cache", "20G", "Downloaded sources that are kept for the next order");

  public static final Setting<Long> SCRATCH_RESERVE =
      Setting.size(
          "worker.scratch-reserve",
          "256M",
          "Free space on the scratch disk below which no orders are taken");
  public static final Setting<Duration> HEARTBEAT =
      Setting.duration(
          "worker.heartbeat",
          "5s",
          "How often the coordinator hears of the worker; well below dispatch.lease");

  public static final Setting<Duration> DRAIN_TIME =
      Setting.duration(
          "worker.drain-time",
          "30s",
          "How long orders in progress may go on when the worker stops; what is not done by then goes"
              + " back to the broker. Workers of a farm in a box give theirs back at once");
  public static final Setting<Integer> HEALTH_PORT =
      Setting.number(
          "worker.health-port",
          null,
          0,
          65_535,
          "Port on which the worker says how it is; by default it has none. 0 takes any free one");
  public static final Setting<String> HEALTH_HOST =
      Setting.text("worker.health-host", "127.0.0.1", "Address that this port is on");

  public static final List<Setting<?>> ALL =
      List.of(
          NAME,
          SLOTS,
          TAGS,
          SCRATCH,
          STORE,
          SOURCE_CACHE,
          SCRATCH_RESERVE,
          HEARTBEAT,
          DRAIN_TIME,
          HEALTH_PORT,
          HEALTH_HOST);

  public static WorkerSettings from(Settings settings) {
    String host = hostName();
    return new WorkerSettings(
        settings.find(NAME).orElseGet(() -> host + "-" + ProcessHandle.current().pid()),
        host,
        settings.find(SLOTS).orElseGet(() -> Runtime.getRuntime().availableProcessors()),
        settings.find(TAGS).orElse(List.of()),
        settings.find(SCRATCH).orElseGet(WorkerSettings::usualScratch),
        settings.find(STORE).orElse(null),
        settings.get(SOURCE_CACHE),
        settings.get(SCRATCH_RESERVE),
        settings.get(HEARTBEAT),
        settings.get(DRAIN_TIME),
        settings
            .find(HEALTH_PORT)
            .map(port -> new InetSocketAddress(settings.get(HEALTH_HOST), port))
            .orElse(null));
  }

  private static List<String> parseTags(String text) {
    List<String> tags = Stream.of(text.split(",")).map(String::strip).toList();
    for (String tag : tags) {
      if (!Capabilities.isWord(tag)) {
        throw new IllegalArgumentException(
            "'" + tag + "' is not a word of lower-case letters, digits and hyphens, up to 32");
      }
    }
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "there are " + tags.size() + " words, and at most " + MOST_TAGS + " may be given");
    }
    return tags;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    }
  }

  /** Of each user, as another's can't be written. */
  private static Path usualScratch() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "reelmill-worker-" + System.getProperty("user.name"));
  }
}
