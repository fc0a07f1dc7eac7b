package dev.reelmill.coordinator.cli;

import dev.reelmill.common.health.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the jar. */
final class Version implements IVersionProvider {

  static String text() {
    return ProgramVersion.of(Version.class);
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Reelmill " + text()};
  }
}
