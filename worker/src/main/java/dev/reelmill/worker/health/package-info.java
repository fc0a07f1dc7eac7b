/** The port on which a worker says whether it lives and can work. */
@NullMarked
package dev.reelmill.worker.health;

import org.jspecify.annotations.NullMarked;
