/**
 * Takes hints from the broker, claims the orders behind them, has them carried out, and sends the
 * results. A hint is acknowledged last, so the broker gives it to another worker when this one
 * dies.
 *
 * <p>Hints are taken by {@link dev.reelmill.worker.intake.HintTaker}; what slots say to the
 * coordinator at the same moment goes out together ({@link
 * dev.reelmill.worker.intake.BrokerCoordinator}). What to do is decided in {@link
 * dev.reelmill.worker.intake.OrderHandler}, which knows nothing of brokers.
 */
@NullMarked
package dev.reelmill.worker.intake;

import org.jspecify.annotations.NullMarked;
