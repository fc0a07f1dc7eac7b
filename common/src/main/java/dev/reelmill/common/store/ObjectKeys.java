package dev.reelmill.common.store;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of stored objects. Every key of something encoded contains its attempt and is written
 * once, so that a late or doubled worker can't overwrite what was accepted.
 */
public final class ObjectKeys {

  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]+(?:[./][a-zA-Z0-9_-]+)*");

  /** A progressive file begins with it, everything else ends with it. */
  private static final Pattern OF_ATTEMPT =
      Pattern.compile("videos/[^/]+/(?:files/(\\d{1,18})-.*|(?:.*[/-])?(\\d{1,18})\\.[a-z0-9]+)");

  private ObjectKeys() {}

  /** A video's source: {@code sources/VIDEO}. */
  public static String source(String video) {
    return checked("sources/" + video);
  }

  /** One segment of one rung: {@code videos/VIDEO/720p/0003-17.mp4}. */
  public static String segment(String video, String rendition, int segment, long attempt) {
    return checked(
        String.format(Locale.ROOT, "videos/%s/%s/%04d-%d.mp4", video, rendition, segment, attempt));
  }

  /** A whole audio track: {@code videos/VIDEO/audio-1/17.mp4}. */
  public static String audio(String video, String rendition, long attempt) {
    return checked("videos/" + video + "/" + rendition + "/" + attempt + ".mp4");
  }

  /** A subtitle file that came with a source: {@code sources/VIDEO.text-1}. */
  public static String sideCar(String video, int number) {
    return checked("sources/" + video + ".text-" + number);
  }

  /** Subtitles: {@code videos/VIDEO/text-1/17.vtt}. */
  public static String text(String video, String name, long attempt) {
    return checked("videos/" + video + "/" + name + "/" + attempt + ".vtt");
  }

  /** The poster: {@code videos/VIDEO/poster-17.jpg}. */
  public static String poster(String video, long attempt) {
    return checked("videos/" + video + "/poster-" + attempt + ".jpg");
  }

  /** A progressive file: {@code videos/VIDEO/files/17-720p.mp4}. */
  public static String file(String video, String name, long attempt) {
    return checked("videos/" + video + "/files/" + attempt + "-" + name);
  }

  /** The small pictures of one segment: {@code videos/VIDEO/stills/0003-17.mjpeg}. */
  public static String stills(String video, int segment, long attempt) {
    return checked(
        String.format(Locale.ROOT, "videos/%s/stills/%04d-%d.mjpeg", video, segment, attempt));
  }

  /** All thumbnails, sheets and the preview: {@code videos/VIDEO/pictures/17.pack}. */
  public static String pictures(String video, long attempt) {
    return checked("videos/" + video + "/pictures/" + attempt + ".pack");
  }

  /** The attempt that a key of something encoded contains. */
  public static OptionalLong attempt(String key) {
    Matcher matcher = OF_ATTEMPT.matcher(key);
    return matcher.matches()
        ? OptionalLong.of(
            Long.parseLong(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)))
        : OptionalLong.empty();
  }

  /** What all published objects of a video begin with, {@code videos/VIDEO/}. */
  public static String prefix(String video) {
    return "videos/" + video + "/";
  }

  /**
   * The key itself, if it is one that could have been made here: no empty, hidden or parent folder.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static String checked(String key) {
    if (key.length() > 512 || !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not an object key: '" + key + "'");
    }
    return key;
  }
}
