/**
 * Facts about a source and a profile become the whole list of what to encode. Pure: no clock, no
 * database, no files beyond the profiles that ship with the program; integers and rationals only,
 * but for qualities and the bitrates that go with them, which are measured. Facts come from
 * inspection; dispatch takes the orders from here.
 */
@NullMarked
package dev.reelmill.coordinator.plan;

import org.jspecify.annotations.NullMarked;
