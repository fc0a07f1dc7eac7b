/**
 * The one HTTP server. Requests come in on Vert.x's event loops and are handed to endpoints, which
 * are plain blocking code on virtual threads; bodies stream both ways with back-pressure. Each
 * package registers its own endpoints in {@link dev.reelmill.coordinator.web.Routes}.
 */
@NullMarked
package dev.reelmill.coordinator.web;

import org.jspecify.annotations.NullMarked;
