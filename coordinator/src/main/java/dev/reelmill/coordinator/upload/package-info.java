/**
 * Bytes arrive: tus uploads and plain forms, streamed into the object store while the request runs.
 * A complete source leaves as a {@link dev.reelmill.coordinator.upload.Submission}; inspection is
 * next.
 */
@NullMarked
package dev.reelmill.coordinator.upload;

import org.jspecify.annotations.NullMarked;
