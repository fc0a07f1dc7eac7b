/**
 * Finds out what a source is: a local file enters, {@link dev.reelmill.common.media.SourceFacts}
 * leave, or a refusal that says what is wrong with the file. Planning is next.
 */
@NullMarked
package dev.reelmill.worker.inspect;

import org.jspecify.annotations.NullMarked;
