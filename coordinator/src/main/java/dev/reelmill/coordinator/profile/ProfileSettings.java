package dev.reelmill.coordinator.profile;

import dev.reelmill.common.config.Setting;
import dev.reelmill.common.config.Settings;
import dev.reelmill.coordinator.plan.Profiles;
import java.nio.file.Path;
import java.util.List;

/**
 * Which profiles there are.
 *
 * @param usual name of the one for uploads that ask for none, or a file ending in {@code .json}
 * @param folder of an administrator's own ones; need not exist
 */
public record ProfileSettings(String usual, Path folder) {

  public static final Setting<String> USUAL =
      Setting.text(
          "profile",
          Profiles.DEFAULT,
          "What is made of uploads that ask for nothing else: a name, or a file ending in .json");
  public static final Setting<Path> FOLDER =
      Setting.path(
          "profiles.folder",
          "data/profiles",
          "Folder of profiles of your own, NAME.json each; need not exist");

  public static final List<Setting<?>> ALL = List.of(USUAL, FOLDER);

  public static ProfileSettings from(Settings settings) {
    return new ProfileSettings(settings.get(USUAL), settings.get(FOLDER));
  }
}
