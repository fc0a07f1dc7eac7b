/** How values become JSON, the same everywhere: on the wire, in the database, in files. */
@NullMarked
package dev.reelmill.common.json;

import org.jspecify.annotations.NullMarked;
