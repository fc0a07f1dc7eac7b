package dev.reelmill.coordinator.publish;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.PicturesPack.Picture;
import dev.reelmill.common.pictures.Poster;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The small pictures that there are of a video now.
 *
 * @param early the poster out of the first segments, until the rest is packed
 * @param pack all pictures, once they are packed
 * @param picked number of the candidate that is the poster; 0 for none in particular
 */
public record VideoPictures(@Nullable Poster early, @Nullable PicturesPack pack, int picked) {

  /** Name of the poster, which every video with pictures has. */
  public static final String POSTER = "poster.jpg";

  /** Name of the tiles' times and places. */
  public static final String STORYBOARD = "storyboard.vtt";

  /** Of a job; absent if it has none yet. */
  static @Nullable VideoPictures of(JobRecord job) {
    Poster early = job.getPoster() == null ? null : Json.read(job.getPoster().data(), Poster.class);
    PicturesPack pack =
        job.getPictures() == null ? null : Json.read(job.getPictures().data(), PicturesPack.class);
    int picked = job.getPosterPicked() == null ? 0 : job.getPosterPicked();
    return early == null && pack == null ? null : new VideoPictures(early, pack, picked);
  }

  /** Path of a picture below the video's media folder; with its version, to be kept for good. */
  public String path(String name) {
    return "pictures/" + name + "?v=" + version();
  }

  /** Another whenever a name stands for other bytes. */
  String version() {
    if (pack != null) {
      return pack.sha256().substring(0, 12) + "-" + poster();
    }
    Poster poster = Objects.requireNonNull(early);
    String file = poster.key().substring(poster.key().lastIndexOf('/') + 1);
    return file.substring(0, file.indexOf('.')) + "-" + poster.candidate();
  }

  /** Numbers of the candidates; none before they are packed. */
  public List<Integer> candidates() {
    return pack == null ? List.of() : pack.candidates();
  }

  /** Number of the candidate that is the poster; 0 if nothing was packed. */
  public int poster() {
    List<Integer> candidates = candidates();
    return candidates.contains(picked) || candidates.isEmpty() ? picked : candidates.getFirst();
  }

  /** The size of a packed picture, by its name. */
  public Optional<PictureSize> size(String name) {
    return find(name).map(Picture::size);
  }

  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** How the storyboard is laid out, if there is one. */
  public Optional<Storyboard> storyboard() {
    return pack == null ? Optional.empty() : Optional.ofNullable(pack.storyboard());
  }

  /**
   * The storyboard as WebVTT, if there is one.
   *
   * @param duration of the video in seconds
   * @param version for the sheets' URLs; empty for none
   */
  public Optional<String> storyboard(Rational duration, String version) {
    return storyboard().map(layout -> StoryboardVtt.write(layout, tiles(), duration, version));
  }

  /** Names of all that is packed, and of each size of the poster: {@code thumb.jpg}. */
  public List<String> names() {
    if (pack == null) {
      return List.of();
    }
    String ending = "-" + poster() + ".jpg";
    List<String> names = new ArrayList<>();
    for (Picture picture : pack.pictures()) {
      String name = picture.name();
      names.add(name);
      if (name.endsWith(ending) && !name.startsWith("storyboard-")) {
        names.add(name.substring(0, name.length() - ending.length()) + ".jpg");
      }
    }
    return names;
  }

  /** Tiles of the storyboard. */
  public int tiles() {
    return pack == null ? 0 : pack.tiles();
  }

  /** The bytes behind a name. */
  public Optional<StoredPart> part(String name) {
    if (pack == null) {
      return name.equals(POSTER) && early != null
          ? Optional.of(
              new StoredPart(early.key(), early.offset(), early.sizeBytes(), name, version()))
          : Optional.empty();
    }
    String key = pack.key();
    return find(name)
        .map(
            picture -> new StoredPart(key, picture.offset(), picture.sizeBytes(), name, version()));
  }

  private Optional<Picture> find(String name) {
    if (pack == null) {
      return Optional.empty();
    }
    if (name.equals(POSTER)) {
      // The first size is the largest.
      return pack.pictures().stream()
          .filter(picture -> picture.name().endsWith("-" + poster() + ".jpg"))
          .findFirst();
    }
    String size = name.endsWith(".jpg") ? name.substring(0, name.length() - 4) : "";
    return pack.find(name).or(() -> pack.find(PicturesPack.thumbnail(size, poster())));
  }
}
