/**
 * Gets a source's bytes where FFmpeg can read them: an order's {@link
 * dev.reelmill.common.work.SourceAccess} enters, a local file leaves. FFmpeg itself never sees the
 * network.
 */
@NullMarked
package dev.reelmill.worker.fetch;

import org.jspecify.annotations.NullMarked;
