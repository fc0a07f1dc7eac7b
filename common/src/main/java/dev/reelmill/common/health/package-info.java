/** What a program says of itself to whoever watches over it: that it lives, and can work. */
@NullMarked
package dev.reelmill.common.health;

import org.jspecify.annotations.NullMarked;
