/** Faults on purpose: places at which a program can be told to end at once, so that tests can. */
@NullMarked
package dev.reelmill.common.fault;

import org.jspecify.annotations.NullMarked;
