package dev.reelmill.coordinator.plan;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The profiles that ship with the program. */
public final class Profiles {

  public static final String DEFAULT = "web";

  /** All of them, the usual one first. */
  public static final List<String> NAMES = List.of(DEFAULT, "web-next", "film", "audio", "preview");

  private Profiles() {}

  /**
   * A profile by its name.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if there is none of this name
   */
  public static Profile named(String name) {
    if (!NAMES.contains(name)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "there is no profile '" + name + "'; there are " + String.join(", ", NAMES));
    }
    return ProfileReader.read(name, text(name));
  }

  /** Its file, as it ships. */
  public static String text(String name) {
    try (InputStream file = Profiles.class.getResourceAsStream("/profiles/" + name + ".json")) {
      if (file == null) {
        throw new IllegalStateException("the profile " + name + " does not ship");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
