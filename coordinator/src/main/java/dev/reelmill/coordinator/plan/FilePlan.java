package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.FileContainer;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
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

  /** The files that the profile asks for, as far as the plan has something to put into them. */
  public static List<PlannedFile> of(Plan plan, Profile profile) {
    List<PlannedFile> files = new ArrayList<>();
    profile
        .files()
        .forEach(
            (name, spec) -> {
              FileContainer container = FileContainer.of(name);
              Optional<PlannedRung> rung = rung(plan, container, spec.height());
              Optional<PlannedAudio> audio = audio(plan, container);
              // Sound that does not go into this container makes no silent film.
              if (rung.isPresent() && (audio.isPresent() || plan.audio().isEmpty())) {
                String video = rung.get().name();
                files.add(
                    new PlannedFile(
                        video + "." + container.text(),
                        container,
                        video,
                        audio.map(PlannedAudio::name).orElse(null)));
              }
            });
    return files;
  }

  /** The best that is not higher than wanted, or else the lowest. */
  private static Optional<PlannedRung> rung(Plan plan, FileContainer container, int height) {
    List<PlannedRung> rungs =
        plan.rungs().stream()
            .filter(rung -> container.takesPicture(rung.encoding().codec()))
            .toList();
    return rungs.stream()
        .filter(rung -> shortSide(rung.encoding()) <= height)
        .max(Comparator.comparingInt(rung -> shortSide(rung.encoding())))
        .or(() -> rungs.stream().min(Comparator.comparingInt(r -> shortSide(r.encoding()))));
  }

  /** The track to play by default, in stereo if it is there. */
  private static Optional<PlannedAudio> audio(Plan plan, FileContainer container) {
    return plan.audio().stream()
        .filter(audio -> container.takesSound(audio.encoding().codec()))
        .min(Comparator.comparing(audio -> audio.encoding().channels() > STEREO));
  }

  private static int shortSide(VideoEncoding encoding) {
    return Math.min(encoding.width(), encoding.height());
  }
}
