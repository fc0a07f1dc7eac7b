package dev.reelmill.coordinator.faults;

import java.nio.file.Path;
import java.util.Map;

/**
 * What kind of farm to break.
 *
 * @param folder in which everything is kept; new
 * @param settings more settings, of coordinators and of workers
 */
public record FarmShape(Path folder, int coordinators, int workers, Map<String, String> settings) {

  public FarmShape {
    settings = Map.copyOf(settings);
  }
}
