package dev.reelmill.worker.pictures;

import dev.reelmill.common.pictures.Still;
import java.nio.file.Path;
import java.util.List;

/** The stills of one segment as a local file, and what is where in it. */
public record SegmentPictures(Path file, List<Still> stills) {

  public SegmentPictures {
    stills = List.copyOf(stills);
  }
}
