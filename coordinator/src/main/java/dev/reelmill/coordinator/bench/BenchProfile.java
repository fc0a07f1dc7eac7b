package dev.reelmill.coordinator.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.plan.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a bench encodes with. */
public final class BenchProfile {

  private static final String NAME = "bench";

  /** What one plain FFmpeg does not do beside its encoding. */
  private static final List<String> BESIDES = List.of("quality", "loudness", "files", "pictures");

  private BenchProfile() {}

  /**
   * The usual profile's ladder and sound, and nothing that a plain FFmpeg does not make too: no
   * loudness, no comparison with the source, no thumbnails, no progressive files.
   *
   * @param folder where its file is written
   * @return the file
   */
  public static Path ladderAlone(Path folder) throws IOException {
    ObjectNode profile = (ObjectNode) Json.tree(Profiles.text(Profiles.DEFAULT));
    profile.put("name", NAME);
    profile.remove(BESIDES);
    Path file = folder.resolve(NAME + ".json");
    Files.writeString(file, profile.toString());
    return file;
  }
}
