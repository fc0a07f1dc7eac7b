/** How a worker bears with an object store that is away for a while. */
@NullMarked
package dev.reelmill.worker.store;

import org.jspecify.annotations.NullMarked;
