/**
 * How bytes are named and how access to them is lent: object keys and signed URLs. Workers hold no
 * credentials; what they may read or write comes with each order.
 */
@NullMarked
package dev.reelmill.common.store;

import org.jspecify.annotations.NullMarked;
