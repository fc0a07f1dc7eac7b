package dev.reelmill.coordinator.upload;

import org.jspecify.annotations.Nullable;

/**
 * A source whose bytes have all arrived.
 *
 * @param video the public id it gets
 * @param title what to call it
 * @param fileName as the uploader's computer had it
 * @param sourceKey where its bytes are
 * @param sizeBytes how many
 * @param profile name of what to make of it; absent for the usual
 */
public record Submission(
    String video,
    String title,
    String fileName,
    String sourceKey,
    long sizeBytes,
    @Nullable String profile) {}
