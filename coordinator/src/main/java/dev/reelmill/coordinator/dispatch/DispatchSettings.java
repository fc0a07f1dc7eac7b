package dev.reelmill.coordinator.dispatch;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * When the farm gives up on silence.
 *
 * @param lease without a heartbeat for this long, an attempt is lost
 * @param unclaimed a hint that nobody took for this long is sent again
 * @param mostFailures tries of one order that may fail before its job does
 * @param mostLosses tries of one order that may end without a word before its job fails
 * @param hedgeAfter no encode that takes less is tried by a second worker beside the first
 */
public record DispatchSettings(
    Duration lease, Duration unclaimed, int mostFailures, int mostLosses, Duration hedgeAfter) {

  public static final Setting<Duration> LEASE =
      Setting.duration(
          "dispatch.lease", "30s", "Without a heartbeat for this long, an attempt is lost");
  public static final Setting<Duration> UNCLAIMED =
      Setting.duration(
          "dispatch.unclaimed", "60s", "An order that nobody claimed for this long is sent again");
  public static final Setting<Integer> MOST_FAILURES =
      Setting.number(
          "dispatch.most-failures", "3", 1, 100, "Failed tries of one order that end its job");
  public static final Setting<Integer> MOST_LOSSES =
      Setting.number(
          "dispatch.most-losses",
          "10",
          1,
          1000,
          "Tries of one order that ended without a word, lost with their worker, that end its job");

  public static final Setting<Duration> HEDGE_AFTER =
      Setting.duration(
          "dispatch.hedge-after",
          "10s",
          "An encode that takes longer than this, and than twice what was predicted, is tried by a"
              + " second worker too, when a video is nearly done and nothing waits");

  public static final List<Setting<?>> ALL =
      List.of(LEASE, UNCLAIMED, MOST_FAILURES, MOST_LOSSES, HEDGE_AFTER);

  public static DispatchSettings from(Settings settings) {
    return new DispatchSettings(
        settings.get(LEASE),
        settings.get(UNCLAIMED),
        settings.get(MOST_FAILURES),
        settings.get(MOST_LOSSES),
        settings.get(HEDGE_AFTER));
  }
}
