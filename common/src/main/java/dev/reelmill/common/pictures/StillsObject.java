package dev.reelmill.common.pictures;

import java.util.List;
import java.util.Optional;

/**
 * The pictures of one segment as they are stored: JPEGs, one behind the other.
 *
 * @param key of the object
 * @param sha256 of the whole object, lower-case hexadecimal
 * @param stills what is where in it, in the object's order
 */
public record StillsObject(String key, long sizeBytes, String sha256, List<Still> stills) {

  public StillsObject {
    stills = List.copyOf(stills);
  }

  /** The poster candidate of this number, if it is here. */
  public Optional<Still> candidate(int number) {
    return stills.stream()
        .filter(still -> still.kind() == Still.Kind.CANDIDATE && still.number() == number)
        .findFirst();
  }
}
