/**
 * Gets a source's bytes where FFmpeg can read them: an order's {@link
 * dev.reelmill.common.work.SourceAccess} enters, a {@link dev.reelmill.worker.fetch.Source} leaves,
 * a local file of which those bytes are there that the order reads. FFmpeg itself never sees the
 * network.
 */
@NullMarked
package dev.reelmill.worker.fetch;

import org.jspecify.annotations.NullMarked;
