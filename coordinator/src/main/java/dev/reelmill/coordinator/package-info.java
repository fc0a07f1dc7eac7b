/** The coordinator: everything of the farm but the encoding itself, wired together here. */
@NullMarked
package dev.reelmill.coordinator;

import org.jspecify.annotations.NullMarked;
