package dev.reelmill.coordinator.corpus;

import dev.reelmill.coordinator.transcode.SideCarFiles;
import dev.reelmill.coordinator.upload.SideCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What of a folder is put through. */
public final class CorpusFiles {

  private CorpusFiles() {}

  /**
   * Every file below a folder, sorted by path; hidden ones are left out, and subtitles that go with
   * a video.
   */
  public static List<Path> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !folder.relativize(file).toString().matches("(.*/)?\\..*"))
              .sorted()
              .toList();
    }
    Predicate<Path> isSideCar = file -> SideCar.isOne(file.getFileName().toString());
    if (files.stream().noneMatch(isSideCar)) {
      return files;
    }
    Set<Path> taken = new HashSet<>();
    files.stream()
        .filter(isSideCar.negate())
        .forEach(file -> taken.addAll(SideCarFiles.beside(file)));
    return files.stream()
        .filter(file -> !taken.contains(file.toAbsolutePath().normalize()))
        .toList();
  }
}
