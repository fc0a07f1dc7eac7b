/**
 * The profiles that a coordinator has: those that ship with it and those of its folder. A name or a
 * file enters, a checked {@link dev.reelmill.coordinator.plan.Profile} leaves; every job keeps the
 * one that it began with.
 */
@NullMarked
package dev.reelmill.coordinator.profile;

import org.jspecify.annotations.NullMarked;
