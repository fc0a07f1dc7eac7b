package dev.reelmill.worker.measure;

import dev.reelmill.common.measure.MeasureOrder.Medium;
import dev.reelmill.common.measure.MeasuredMedium.Picture;
import dev.reelmill.common.measure.MeasuredMedium.Sound;
import dev.reelmill.common.media.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Listens to ffprobe's lines {@code frame|key=value|…} and {@code stream|key=value|…}. */
final class FrameList {

  private final Map<Integer, Frames> frames = new HashMap<>();
  private final Map<Integer, Map<String, String>> streams = new TreeMap<>();

  /** What one stream's decoder put out. */
  private static final class Frames {
    private final List<Long> pts = new ArrayList<>();
    private final List<Integer> samples = new ArrayList<>();
    private long lastDuration;
  }

  void hear(String line) {
    String[] words = line.split("\\|", -1);
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(words[i].substring(0, equals), words[i].substring(equals + 1));
      }
    }
    switch (words[0]) {
      case "frame" -> frame(values);
      case "stream" -> streams.put((int) number(values, "index", -1), values);
      default -> {
        // Subtitles, and what ffprobe may learn to say.
      }
    }
  }

  private void frame(Map<String, String> values) {
    Frames of = frames.computeIfAbsent((int) number(values, "stream_index", -1), i -> new Frames());
    // Without a timestamp, a frame follows the one before it.
    long next = of.pts.isEmpty() ? 0 : of.pts.getLast() + Math.max(1, of.lastDuration);
    of.pts.add(number(values, "best_effort_timestamp", next));
    of.samples.add((int) number(values, "nb_samples", 0));
    of.lastDuration = number(values, "duration", 0);
  }

  /** Index of the stream to look at as picture; empty if none was decoded. */
  Optional<Integer> pictureStream(Medium medium) {
    return stream("video", medium.picture());
  }

  /** Index of the stream to listen to; empty if none was decoded. */
  Optional<Integer> soundStream(Medium medium) {
    return stream("audio", medium.sound());
  }

  private Optional<Integer> stream(String kind, @Nullable Integer wanted) {
    return streams.entrySet().stream()
        .filter(entry -> kind.equals(entry.getValue().get("codec_type")))
        .filter(entry -> !"1".equals(entry.getValue().get("disposition:attached_pic")))
        .map(Map.Entry::getKey)
        .filter(index -> wanted == null || wanted.equals(index))
        .filter(frames::containsKey)
        .findFirst();
  }

  Picture picture(int stream) {
    Frames of = frames.getOrDefault(stream, new Frames());
    Map<String, String> values = streams.getOrDefault(stream, Map.of());
    return new Picture(
        values.getOrDefault("codec_name", "unknown"),
        timebase(values),
        (int) number(values, "width", 0),
        (int) number(values, "height", 0),
        of.pts,
        of.lastDuration);
  }

  Sound sound(int stream) {
    Frames of = frames.getOrDefault(stream, new Frames());
    Map<String, String> values = streams.getOrDefault(stream, Map.of());
    return new Sound(
        values.getOrDefault("codec_name", "unknown"),
        timebase(values),
        (int) number(values, "sample_rate", 0),
        (int) number(values, "channels", 0),
        of.pts,
        of.samples);
  }

  private static Rational timebase(Map<String, String> values) {
    return Rational.parse(values.getOrDefault("time_base", "1/1"));
  }

  private static long number(Map<String, String> values, String key, long otherwise) {
    String text = values.getOrDefault(key, "");
    return text.matches("-?\\d{1,19}") ? Long.parseLong(text) : otherwise;
  }
}
