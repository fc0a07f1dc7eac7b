package dev.reelmill.coordinator.publish;

import java.util.Optional;

/** The small pictures of videos, by the names under which they are read. */
public interface Pictures {

  /**
   * A picture of a video.
   *
   * @param video its public id
   * @param name {@code poster.jpg}, {@code thumb.jpg} (of the candidate that is the poster), {@code
   *     thumb-3.jpg}, {@code storyboard-1.jpg}, {@code preview.webp}
   * @return empty if there is none, or not yet
   */
  Optional<StoredPart> picture(String video, String name);

  /** The storyboard as WebVTT; empty if there is none, or not yet. */
  Optional<String> storyboard(String video);

  /**
   * Makes a candidate the poster.
   *
   * @param candidate its number
   * @throws dev.reelmill.common.failure.ReelmillException if there is no such video or candidate,
   *     or its pictures are not ready
   */
  void pick(String video, int candidate);
}
