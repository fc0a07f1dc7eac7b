package dev.reelmill.coordinator.farm;

import dev.reelmill.common.config.Settings;
import java.nio.file.Path;

/**
 * What kind of farm to start.
 *
 * @param data folder in which everything is kept
 * @param throwaway whether the data will be deleted afterwards; then it is not synced to disk
 * @param nextFreePort whether another port will do if the wanted one is taken
 * @param workers how many worker processes
 * @param slots encodes that each of them runs at once
 * @param settings everything else
 */
public record FarmOptions(
    Path data,
    boolean throwaway,
    boolean nextFreePort,
    int workers,
    int slots,
    Settings settings) {}
