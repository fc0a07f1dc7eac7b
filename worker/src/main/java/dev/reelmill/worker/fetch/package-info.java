/**
 * Gets a source's bytes where FFmpeg can read them: an order's {@link
 * dev.reelmill.common.work.SourceAccess} enters, a {@link dev.reelmill.worker.fetch.Source} leaves,
 * a local file of which those bytes are there that the order reads. FFmpeg itself never sees the
 * network.
 *
 * <p>Where things are in a source is its {@link dev.reelmill.worker.fetch.Layout}, found by a
 * {@link dev.reelmill.worker.fetch.LayoutFinder} for each kind of file whose index tells: {@link
 * dev.reelmill.worker.fetch.MovieLayoutFinder}, {@link
 * dev.reelmill.worker.fetch.MatroskaLayoutFinder}.
 */
@NullMarked
package dev.reelmill.worker.fetch;

import org.jspecify.annotations.NullMarked;
