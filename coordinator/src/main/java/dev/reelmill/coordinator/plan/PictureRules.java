package dev.reelmill.coordinator.plan;

import dev.reelmill.coordinator.plan.PicturesSpec.ThumbnailSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the fields of a profile's section {@code pictures} must be to one another. */
final class PictureRules {

  private PictureRules() {}

  /** Those that it breaks, each in one sentence. */
  static List<String> broken(@Nullable PicturesSpec pictures) {
    List<String> broken = new ArrayList<>();
    if (pictures == null) {
      return broken;
    }
    Set<String> taken = new HashSet<>(Set.of("poster", "storyboard", "preview", "sheet"));
    ThumbnailSpec larger = pictures.thumbnails().getFirst();
    for (ThumbnailSpec thumbnail : pictures.thumbnails()) {
      String name = "pictures: the thumbnail " + thumbnail.name();
      if (!taken.add(thumbnail.name())) {
        broken.add(name + " has a name that is taken already");
      }
      if (thumbnail.width() > larger.width() || thumbnail.height() > larger.height()) {
        broken.add(name + " is larger than the one before; the largest comes first");
      }
      addIfOdd(broken, name, thumbnail.width(), thumbnail.height());
      larger = thumbnail;
    }
    if (pictures.storyboard() != null) {
      addIfOdd(
          broken,
          "pictures.storyboard",
          pictures.storyboard().width(),
          pictures.storyboard().height());
    }
    if (pictures.preview() != null) {
      addIfOdd(broken, "pictures.preview", pictures.preview().width(), pictures.preview().height());
    }
    return broken;
  }

  private static void addIfOdd(List<String> broken, String what, int width, int height) {
    if (width % 2 != 0 || height % 2 != 0) {
      broken.add(what + " has an odd side: " + width + "x" + height);
    }
  }
}
