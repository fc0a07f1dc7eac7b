package dev.reelmill.coordinator.transcode;

import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.upload.SideCar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds subtitles beside a video: {@code clip.srt} and {@code clip.en.forced.vtt} of a clip. */
public final class SideCarFiles {

  private static final Logger log = LoggerFactory.getLogger(SideCarFiles.class);

  /** Languages and roles between a video's name and the ending. */
  private static final String WORDS = "(\\.[A-Za-z]{2,10}(-[A-Za-z0-9]{1,8})*){1,4}";

  private SideCarFiles() {}

  /** Those of a video, by their names, as absolute paths. */
  public static List<Path> beside(Path video) {
    Path absolute = video.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName());
    int dot = name.lastIndexOf('.');
    Pattern wanted =
        Pattern.compile(Pattern.quote(dot > 0 ? name.substring(0, dot) : name) + WORDS);
    try (Stream<Path> files = Files.list(absolute.getParent())) {
      return files
          .filter(file -> SideCar.isOne(file.getFileName().toString()))
          .filter(file -> wanted.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .limit(SideCar.MOST)
          .toList();
    } catch (IOException e) {
      log.warn("can't look for subtitles beside {}: {}", video, e.toString());
      return List.of();
    }
  }

  /** Takes them into the store. */
  public static List<SideCar> adopt(String video, List<Path> files, ObjectStore store) {
    List<SideCar> adopted = new ArrayList<>();
    for (Path file : files) {
      String key = ObjectKeys.sideCar(video, adopted.size() + 1);
      long size = store.adopt(key, file).sizeBytes();
      adopted.add(new SideCar(key, file.getFileName().toString(), size));
    }
    return adopted;
  }
}
