package dev.reelmill.common.work;

/**
 * Read access to a stored object.
 *
 * @param key of the object; a worker that has the store's folder mounted opens it there
 * @param url signed, for GET with ranges
 * @param sizeBytes of the object
 */
public record SourceAccess(String key, String url, long sizeBytes) {}
