package dev.reelmill.common.health;

/** The version of a program, as the build wrote it into its jar. */
public final class ProgramVersion {

  private ProgramVersion() {}

  /**
   * The version.
   *
   * @param program a class of it
   */
  public static String of(Class<?> program) {
    String version = program.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
