/**
 * The object store as a bucket of an S3 server. Nothing else of this program knows the client, and
 * none of its classes are loaded without a bucket.
 */
@NullMarked
package dev.reelmill.coordinator.store.s3;

import org.jspecify.annotations.NullMarked;
