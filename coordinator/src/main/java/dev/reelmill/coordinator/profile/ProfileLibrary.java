package dev.reelmill.coordinator.profile;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.plan.ProfileReader;
import dev.reelmill.coordinator.plan.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds profiles by name: in the administrator's folder, else among those that ship. Files are read
 * whenever they are asked for, so a changed one holds from the next job on.
 */
public final class ProfileLibrary {

  private static final String EXTENSION = ".json";
  private static final String NAME = "[a-z][a-z0-9-]{0,31}";

  private final ProfileSettings settings;

  public ProfileLibrary(ProfileSettings settings) {
    this.settings = settings;
  }

  /** Every name that can be asked for: those that ship, then those of the folder. */
  public List<String> names() {
    return Stream.concat(Profiles.NAMES.stream(), own().stream()).distinct().toList();
  }

  /**
   * One by its name.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if there is none, or it is not sound
   */
  public Profile named(String name) {
    if (!name.matches(NAME) || !names().contains(name)) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "there is no profile '" + name + "'; there are " + String.join(", ", names()));
    }
    return own().contains(name) ? read(file(name)) : Profiles.named(name);
  }

  /**
   * The one for whoever asks for none.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if there is none, or it is not sound
   */
  public Profile usual() {
    return settings.usual().endsWith(EXTENSION)
        ? read(Path.of(settings.usual()))
        : named(settings.usual());
  }

  /** Where a profile comes from, for people. */
  public String origin(String name) {
    return own().contains(name) ? file(name).toString() : "shipped";
  }

  /**
   * Reads a file.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if it is not a sound profile, called as
   *     the file is
   */
  public static Profile read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID, "the profile " + file + " can't be read: " + e, e);
    }
    Profile profile = ProfileReader.read(file.toString(), text);
    String expected = profile.name() + EXTENSION;
    if (!expected.equals(String.valueOf(file.getFileName()))) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "profile %s: name is \"%s\"; a profile of that name has to be in a file called %s"
              .formatted(file, profile.name(), expected));
    }
    return profile;
  }

  private Path file(String name) {
    return settings.folder().resolve(name + EXTENSION);
  }

  private List<String> own() {
    if (!Files.isDirectory(settings.folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(settings.folder())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(EXTENSION))
          .map(name -> name.substring(0, name.length() - EXTENSION.length()))
          .filter(name -> name.matches(NAME))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ReelmillException(
          FailureCode.INVALID, "the folder of profiles can't be read: " + e, e);
    }
  }
}
