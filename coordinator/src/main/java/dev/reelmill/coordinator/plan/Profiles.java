package dev.reelmill.coordinator.plan;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The profiles that ship with the program. */
public final class Profiles {

  public static final String DEFAULT = "web";

  private Profiles() {}

  /**
   * A profile by its name.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if there is none of this name
   */
  public static Profile named(String name) {
    try (InputStream file = Profiles.class.getResourceAsStream("/profiles/" + name + ".json")) {
      if (file == null || !name.matches("[a-z0-9-]+")) {
        throw new ReelmillException(FailureCode.INVALID, "there is no profile '" + name + "'");
      }
      return Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8), Profile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
