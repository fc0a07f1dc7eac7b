/** Tests that both programs have: each adds this folder to its own test sources. */
@NullMarked
package dev.reelmill.testing;

import org.jspecify.annotations.NullMarked;
