/** Every way in which something can fail, with a stable code. */
@NullMarked
package dev.reelmill.common.failure;

import org.jspecify.annotations.NullMarked;
