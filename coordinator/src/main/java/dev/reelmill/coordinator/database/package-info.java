/** The connection to PostgreSQL: pool, migrations, transactions with the retries that are safe. */
@NullMarked
package dev.reelmill.coordinator.database;

import org.jspecify.annotations.NullMarked;
