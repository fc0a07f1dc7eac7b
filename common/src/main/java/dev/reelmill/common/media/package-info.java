/** Values that describe a source and the pieces made of it, in integers and rationals only. */
@NullMarked
package dev.reelmill.common.media;

import org.jspecify.annotations.NullMarked;
