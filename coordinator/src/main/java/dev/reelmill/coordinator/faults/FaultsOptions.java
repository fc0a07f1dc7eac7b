package dev.reelmill.coordinator.faults;

import java.nio.file.Path;

/**
 * What to do to a farm.
 *
 * @param folder for the farm; new, and deleted by whoever made it
 * @param kills how many faults
 * @param seed of the choice of faults
 */
public record FaultsOptions(Path folder, int kills, long seed) {}
