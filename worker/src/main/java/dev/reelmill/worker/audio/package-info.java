/**
 * Encodes one audio track, whole: an {@link dev.reelmill.common.work.WorkOrder.EncodeAudio} and a
 * local file enter, a file that was not verified yet leaves. Delivery is next.
 */
@NullMarked
package dev.reelmill.worker.audio;

import org.jspecify.annotations.NullMarked;
