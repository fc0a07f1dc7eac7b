package dev.reelmill.coordinator.cli;

import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.plan.Profile.AudioSpec;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import dev.reelmill.coordinator.profile.ProfileLibrary;
import dev.reelmill.coordinator.profile.ProfileSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at profiles; needs no farm. */
@Command(
    name = "profiles",
    synopsisSubcommandLabel = "COMMAND",
    description = "List, show and check profiles: what is made of a source.")
final class ProfilesCommand {

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Those that ship, and those of profiles.folder.")
  int list(@Mixin SettingsOptions settings) {
    ProfileLibrary library = library(settings);
    Table table = new Table("PROFILE", "VERSION", "VIDEO", "AUDIO", "FROM");
    for (String name : library.names()) {
      Profile profile = library.named(name);
      table.row(
          name,
          Integer.toString(profile.version()),
          words(profile.video().stream().map(LadderSpec::name).toList()),
          words(profile.audio().stream().map(AudioSpec::name).toList()),
          library.origin(name));
    }
    table.print(out());
    return 0;
  }

  @Command(name = "show", description = "One profile as JSON, to begin one of your own with.")
  int show(@Mixin SettingsOptions settings, @Parameters(paramLabel = "PROFILE") String name) {
    out().print(Json.pretty(library(settings).named(name)));
    out().flush();
    return 0;
  }

  @Command(
      name = "check",
      description = {
        "Say all that is wrong with a file, each with its place and what is allowed there.",
        "Exit code: 0 if nothing is; 2 otherwise."
      })
  int check(@Parameters(paramLabel = "FILE") Path file) {
    Profile profile = ProfileLibrary.read(file);
    out().printf("%s: profile %s is sound%n", file, profile.name());
    out().flush();
    return 0;
  }

  private static ProfileLibrary library(SettingsOptions settings) {
    return new ProfileLibrary(ProfileSettings.from(settings.read()));
  }

  private static String words(List<String> names) {
    return names.isEmpty() ? "-" : names.stream().collect(Collectors.joining(", "));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
