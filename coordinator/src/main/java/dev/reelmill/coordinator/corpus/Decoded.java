package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.TimeJump;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came out of decoding one source or one published track.
 *
 * @param name {@code source}, or the rendition's
 * @param pictures absent if there are none
 * @param sound absent if there is none
 * @param cells file with every picture shrunk to {@link Decoding.Cells}, if that was asked for
 * @param pcm file with all sound at {@link Decoding#SAMPLE_RATE}, if there is any
 * @param complaints of the decoder
 */
public record Decoded(
    String name,
    @Nullable PictureTimeline pictures,
    @Nullable SoundTimeline sound,
    @Nullable Path cells,
    @Nullable Path pcm,
    List<String> complaints) {

  public Decoded {
    complaints = List.copyOf(complaints);
  }

  /** A source on a clock that runs on where its own jumps. */
  Decoded continued(List<TimeJump> ofPictures, List<TimeJump> ofSound) {
    return new Decoded(
        name,
        pictures == null ? null : pictures.continued(ofPictures),
        sound == null ? null : sound.continued(ofSound),
        cells,
        pcm,
        complaints);
  }

  public Optional<PictureTimeline> picturesIfAny() {
    return Optional.ofNullable(pictures);
  }

  public Optional<SoundTimeline> soundIfAny() {
    return Optional.ofNullable(sound);
  }

  boolean isNothing() {
    return pictures == null && sound == null;
  }
}
