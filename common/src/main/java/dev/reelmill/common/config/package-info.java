/**
 * Settings: declared once with key, default and meaning, taken from defaults, then a file, then the
 * environment, then flags.
 */
@NullMarked
package dev.reelmill.common.config;

import org.jspecify.annotations.NullMarked;
