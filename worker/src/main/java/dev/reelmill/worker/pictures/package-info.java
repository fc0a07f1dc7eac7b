/**
 * Makes a video's thumbnails, storyboard and animated preview out of what its segments yielded: an
 * {@link dev.reelmill.common.work.WorkOrder.PackPictures} and small local files enter, one file
 * with all of them leaves. The source is not looked at again. Delivery is next.
 */
@NullMarked
package dev.reelmill.worker.pictures;

import org.jspecify.annotations.NullMarked;
