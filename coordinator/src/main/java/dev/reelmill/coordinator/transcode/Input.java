package dev.reelmill.coordinator.transcode;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One file to transcode.
 *
 * @param file as it was named
 * @param output the folder it becomes
 */
public record Input(Path file, Path output) {

  /** One for each file, in order, each with a folder of its own below {@code parent}. */
  public static List<Input> of(List<Path> files, Path parent) {
    Set<String> taken = new HashSet<>();
    List<Input> inputs = new ArrayList<>();
    for (Path file : files) {
      String base = baseName(file);
      String name = base;
      for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
        name = base + "-" + number;
      }
      inputs.add(new Input(file, parent.resolve(name)));
    }
    return inputs;
  }

  private static String baseName(Path file) {
    Path last = file.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "video" : last.toString();
    int dot = name.lastIndexOf('.');
    String base = dot > 0 ? name.substring(0, dot) : name;
    // A folder of this name would be hidden, or would not be below its parent.
    return base.startsWith(".") ? "video" + base.replaceFirst("^\\.+", "-") : base;
  }

  /**
   * Looks whether it can be begun.
   *
   * @param force whether an existing output may be replaced
   * @throws ReelmillException if not
   */
  void check(boolean force) {
    if (!Files.exists(file)) {
      throw refused(FailureCode.SOURCE_UNREADABLE, "there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw refused(FailureCode.SOURCE_UNREADABLE, "it is not a file");
    }
    if (!Files.isReadable(file)) {
      throw refused(FailureCode.SOURCE_UNREADABLE, "it can't be read; check its permissions");
    }
    try {
      if (Files.size(file) == 0) {
        throw refused(FailureCode.SOURCE_EMPTY, "it is empty");
      }
    } catch (IOException e) {
      throw refused(FailureCode.SOURCE_UNREADABLE, "it can't be read: " + e);
    }
    if (!force && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(
          FailureCode.SOURCE_UNREADABLE,
          "its output " + output + " exists; --force would replace it");
    }
  }

  private static ReelmillException refused(FailureCode code, String why) {
    return new ReelmillException(code, why);
  }
}
