/**
 * Who works at the backlog. Hints go out to the broker through the outbox, workers claim the orders
 * behind them and keep them alive with heartbeats. All state is in the database: the broker can
 * lose everything. Results go to collect.
 */
@NullMarked
package dev.reelmill.coordinator.dispatch;

import org.jspecify.annotations.NullMarked;
