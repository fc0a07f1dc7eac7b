package dev.reelmill.coordinator.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One tus upload as the database has it; how many bytes there are, the store knows.
 *
 * @param id known to the uploader only
 * @param profile name of what to make of it; absent for the usual
 * @param video the video that it became
 * @param touchedAt when bytes came last
 */
record Upload(
    String id,
    long lengthBytes,
    String fileName,
    String title,
    @Nullable String profile,
    @Nullable String video,
    Instant touchedAt) {}
