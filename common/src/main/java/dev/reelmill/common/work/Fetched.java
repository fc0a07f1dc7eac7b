package dev.reelmill.common.work;

import org.jspecify.annotations.Nullable;

/**
 * What an attempt read from the object store.
 *
 * @param bytes that came over the network, also in tries that failed
 * @param whole why a source was fetched whole where a part of it should have done; absent if none
 *     was
 */
public record Fetched(long bytes, @Nullable String whole) {}
