package dev.reelmill.common.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured while an audio rendition was made.
 *
 * @param source as it came, in the rendition's channels; absent if it is silent throughout
 * @param result as it is heard; absent if it is silent throughout
 * @param gainDb by which it was made louder or, below 0, quieter
 * @param isLimited whether peaks had to be held down besides
 * @param lost where, between the track's ends, nothing decodes or nothing is; silence is there now
 */
public record SoundFigures(
    @Nullable Loudness source,
    @Nullable Loudness result,
    double gainDb,
    boolean isLimited,
    List<TimeSpan> lost) {

  public SoundFigures {
    lost = List.copyOf(lost);
  }
}
