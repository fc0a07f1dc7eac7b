package dev.reelmill.worker.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.media.Chapter;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.text.Languages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what ffprobe says of tracks for people: languages, titles, roles, chapters. */
final class TrackReport {

  /** Subtitles that are text, and not pictures of it. */
  static final Set<String> TEXT_CODECS =
      Set.of("subrip", "text", "mov_text", "webvtt", "ass", "ssa");

  private static final int MOST_CHAPTERS = 1000;
  private static final int LONGEST_TITLE = 200;

  private TrackReport() {}

  static TrackLabel label(JsonNode stream) {
    JsonNode disposition = stream.path("disposition");
    List<TrackRole> roles = new ArrayList<>();
    disposition
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().asInt() == 1) {
                TrackRole.ofDisposition(entry.getKey()).ifPresent(roles::add);
              }
            });
    JsonNode tags = stream.path("tags");
    return new TrackLabel(
        Languages.tag(tags.path("language").asText("")).orElse(null),
        title(tags.path("title").asText("")),
        disposition.path("default").asInt() == 1,
        roles);
  }

  /** Those with a title; the others would only be numbers. */
  static List<Chapter> chapters(JsonNode nodes) {
    List<Chapter> chapters = new ArrayList<>();
    for (JsonNode node : nodes) {
      String title = title(node.path("tags").path("title").asText(""));
      String timebase = node.path("time_base").asText("");
      boolean timed =
          node.path("start").isIntegralNumber()
              && node.path("end").isIntegralNumber()
              && timebase.matches("\\d{1,9}/[1-9]\\d{0,17}");
      if (title != null && timed && chapters.size() < MOST_CHAPTERS) {
        Rational tick = Rational.parse(timebase);
        Rational start = tick.times(node.path("start").longValue());
        Rational end = tick.times(node.path("end").longValue());
        if (end.compareTo(start) > 0) {
          chapters.add(new Chapter(start, end, title));
        }
      }
    }
    return chapters;
  }

  /** One line, not endless, or none. */
  private static @Nullable String title(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    int end = Math.min(line.length(), LONGEST_TITLE);
    return line.isEmpty() ? null : line.substring(0, end);
  }
}
