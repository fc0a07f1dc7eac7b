package dev.reelmill.common.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listener or reader chooses a track by.
 *
 * @param language BCP 47, or as the file has it where that is none
 * @param title as the file has it
 * @param isDefault whether it is the one to play where nobody chooses
 * @param roles what it is for, each once
 */
public record TrackLabel(
    @Nullable String language, @Nullable String title, boolean isDefault, List<TrackRole> roles) {

  public static final TrackLabel NONE = new TrackLabel(null, null, true, List.of());

  public TrackLabel {
    roles = roles.stream().distinct().sorted().toList();
  }

  /** The same track, to be played by default or not. */
  public TrackLabel withDefault(boolean chosen) {
    return new TrackLabel(language, title, chosen, roles);
  }

  public boolean is(TrackRole role) {
    return roles.contains(role);
  }
}
