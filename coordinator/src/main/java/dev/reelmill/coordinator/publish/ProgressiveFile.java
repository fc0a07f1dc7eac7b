package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.FileContainer;
import org.jspecify.annotations.Nullable;

/**
 * A file for download and for players that know no playlists.
 *
 * @param name {@code 720p.mp4}
 * @param video the rendition of its pictures
 * @param audio the rendition of its sound, if it has any
 * @param file what was stored, once it is there
 * @param problem why it will not come, where that is so
 */
public record ProgressiveFile(
    String name,
    FileContainer container,
    String video,
    @Nullable String audio,
    @Nullable AssembledFile file,
    @Nullable String problem) {

  /** Whether it is still to come. */
  public boolean pending() {
    return file == null && problem == null;
  }
}
