package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import dev.reelmill.coordinator.plan.Profile.FileSpec;
import dev.reelmill.coordinator.plan.Profile.FilesSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses of which renditions progressive files are put together. Pure. */
public final class FilePlan {

  private static final int STEREO = 2;

  private FilePlan() {}

  /**
   * A file to be assembled when its renditions are done.
   *
   * @param name {@code 720p.mp4}
   * @param video the rendition of its pictures
   * @param audio the rendition of its sound, unless the source is silent
   */
  public record PlannedFile(
      String name, FileContainer container, String video, @Nullable String audio) {}

  /** An audio rendition that may go into a file. */
  record Sound(String name, AudioEncoding encoding) {}

  /** The files that the profile asks for, as far as the plan has something to put into them. */
  public static List<PlannedFile> of(Plan plan, Profile profile) {
    List<Sound> sounds =
        plan.audio().stream().map(audio -> new Sound(audio.name(), audio.encoding())).toList();
    FilesSpec files = profile.files() == null ? FilesSpec.NONE : profile.files();
    return of(plan.rungs(), sounds, files);
  }

  static List<PlannedFile> of(List<PlannedRung> rungs, List<Sound> sounds, FilesSpec wanted) {
    List<PlannedFile> files = new ArrayList<>();
    for (FileContainer container : FileContainer.values()) {
      FileSpec spec = wanted.of(container);
      Optional<String> video =
          spec == null ? Optional.empty() : video(rungs, container, spec.height());
      Optional<String> audio = audio(sounds, container);
      // Sound that does not go into this container makes no silent film.
      if (video.isPresent() && (audio.isPresent() || sounds.isEmpty())) {
        files.add(
            new PlannedFile(
                video.get() + "." + container.text(), container, video.get(), audio.orElse(null)));
      }
    }
    return files;
  }

  /** The best that is not higher than wanted, or else the lowest. */
  private static Optional<String> video(
      List<PlannedRung> rungs, FileContainer container, int height) {
    List<PlannedRung> fitting =
        rungs.stream()
            .filter(rung -> container.takesPicture(rung.encoding().codec()))
            // HDR looks wrong in what plays files.
            .filter(rung -> rung.encoding().dynamicRange() == DynamicRange.SDR)
            .toList();
    Comparator<PlannedRung> bySize = Comparator.comparingInt(rung -> shortSide(rung.encoding()));
    return fitting.stream()
        .filter(rung -> shortSide(rung.encoding()) <= height)
        .max(bySize)
        .or(() -> fitting.stream().min(bySize))
        .map(PlannedRung::name);
  }

  /** The track to play by default, in stereo if it is there. */
  private static Optional<String> audio(List<Sound> sounds, FileContainer container) {
    return sounds.stream()
        .filter(sound -> container.takesSound(sound.encoding().codec()))
        .min(Comparator.comparing(sound -> sound.encoding().channels() > STEREO))
        .map(Sound::name);
  }

  private static int shortSide(VideoEncoding encoding) {
    return Math.min(encoding.width(), encoding.height());
  }
}
