/**
 * Says how like its source a result is: verified files and the command that decoded their source
 * enter, {@link dev.reelmill.common.media.QualityFigures} leave. Nothing here decides whether they
 * are good enough; the coordinator does. Encoding comes before, delivery is next.
 */
@NullMarked
package dev.reelmill.worker.quality;

import org.jspecify.annotations.NullMarked;
