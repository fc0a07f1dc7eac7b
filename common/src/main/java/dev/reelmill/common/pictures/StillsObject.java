package dev.reelmill.common.pictures;

import java.util.List;

/**
 * The pictures of one segment as they are stored: JPEGs, one behind the other.
 *
 * @param key of the object
 * @param sha256 of the whole object, lower-case hexadecimal
 * @param pictures what is where in it, in the object's order
 */
public record StillsObject(String key, long sizeBytes, String sha256, List<Still> pictures) {

  public StillsObject {
    pictures = List.copyOf(pictures);
  }
}
