/**
 * The pictures that are taken from a video: what a segment's encode yields besides its rungs, and
 * how that becomes the thumbnails, storyboard and preview of the whole video.
 */
@NullMarked
package dev.reelmill.common.pictures;

import org.jspecify.annotations.NullMarked;
