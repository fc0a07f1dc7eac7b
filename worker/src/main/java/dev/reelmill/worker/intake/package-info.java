/**
 * Takes hints from the broker, claims the orders behind them, has them carried out, and sends the
 * results. A hint is acknowledged last, so the broker gives it to another worker when this one
 * dies.
 *
 * <p>Routes only move messages ({@link dev.reelmill.worker.intake.WorkRoutes}); what to do is
 * decided in {@link dev.reelmill.worker.intake.OrderHandler}, which knows no Camel.
 */
@NullMarked
package dev.reelmill.worker.intake;

import org.jspecify.annotations.NullMarked;
