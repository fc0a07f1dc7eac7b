package dev.reelmill.worker.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.media.Chapter;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.worker.ffmpeg.FfmpegSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What ffprobe says of a file's container and streams.
 *
 * @param format the demuxer, the first of its names
 * @param streams in the file's order
 * @param chapters with a title, in order
 */
record StreamReport(String format, List<Stream> streams, List<Chapter> chapters) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  StreamReport {
    streams = List.copyOf(streams);
    chapters = List.copyOf(chapters);
  }

  /**
   * Reads ffprobe's JSON.
   *
   * @throws ReelmillException {@link FailureCode#ENCODER_FAILED} if it is none
   */
  static StreamReport parse(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      List<Stream> streams = new ArrayList<>();
      root.path("streams").forEach(node -> streams.add(new Stream(node)));
      return new StreamReport(
          root.path("format").path("format_name").asText().split(",", 2)[0],
          streams,
          TrackReport.chapters(root.path("chapters")));
    } catch (JsonProcessingException e) {
      throw new ReelmillException(
          FailureCode.ENCODER_FAILED, "ffprobe's JSON can't be read: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The picture to encode: marked as default before others, then the file's order; cover art is
   * none.
   *
   * @throws ReelmillException {@link FailureCode#SOURCE_NO_PICTURE} or {@link
   *     FailureCode#SOURCE_LIMITS}
   */
  Stream picture(FfmpegSettings limits) {
    if (streams.size() > limits.maxStreams()) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS,
          "the file has %d streams; at most %d are taken"
              .formatted(streams.size(), limits.maxStreams()));
    }
    Stream picture =
        streams.stream()
            .filter(stream -> stream.isKind("video") && !stream.isCoverArt())
            .min(Comparator.comparing(stream -> !stream.isDefault()))
            .orElseThrow(this::noPicture);
    if ((long) picture.width() * picture.height() > limits.maxPixels()) {
      throw new ReelmillException(
          FailureCode.SOURCE_LIMITS,
          "the picture has %d x %d pixels; at most %d are taken"
              .formatted(picture.width(), picture.height(), limits.maxPixels()));
    }
    return picture;
  }

  /** A time in the ticks of each stream. */
  Map<Integer, Long> ticks(Rational seconds) {
    return streams.stream()
        .collect(
            Collectors.toMap(
                Stream::index, stream -> seconds.dividedBy(stream.timebase()).ceil(), (a, b) -> a));
  }

  /**
   * Those of all sound, and of one picture.
   *
   * @param picture index of its stream; negative for none
   */
  Map<Integer, Rational> timebases(int picture) {
    return streams.stream()
        .filter(stream -> stream.index() == picture || stream.isKind("audio"))
        .collect(Collectors.toMap(Stream::index, Stream::timebase, (a, b) -> a));
  }

  /** Whether there is a picture that is not cover art. */
  boolean hasMovingPicture() {
    return streams.stream().anyMatch(stream -> stream.isKind("video") && !stream.isCoverArt());
  }

  /** Tracks with sound that can be described. */
  List<Stream> audio() {
    return streams.stream()
        .filter(s -> s.isKind("audio") && s.channels() > 0 && s.sampleRate() > 0)
        .toList();
  }

  /** Subtitle tracks that hold text. */
  List<TextFacts> text() {
    return streams.stream()
        .filter(stream -> TrackReport.TEXT_CODECS.contains(stream.codec()))
        .map(stream -> new TextFacts(stream.index(), stream.codec(), stream.label()))
        .toList();
  }

  private ReelmillException noPicture() {
    String what =
        streams.stream().anyMatch(Stream::isCoverArt)
            ? "the file has sound and cover art, but no moving picture"
            : "the file has no picture, only "
                + streams.stream().map(stream -> stream.text("codec_type")).distinct().toList();
    return new ReelmillException(FailureCode.SOURCE_NO_PICTURE, what);
  }

  /**
   * The first frame of a list, described in the same words as a stream; one without any if there is
   * none.
   */
  static Stream firstFrame(String text) {
    try {
      return new Stream(JSON.readTree(text).path("frames").path(0));
    } catch (JsonProcessingException e) {
      return new Stream(MissingNode.getInstance());
    }
  }

  /** One stream, as ffprobe describes it. */
  record Stream(JsonNode node) {

    int index() {
      return node.path("index").asInt();
    }

    String codec() {
      return text("codec_name");
    }

    boolean isKind(String kind) {
      return kind.equals(text("codec_type"));
    }

    boolean isDefault() {
      return node.path("disposition").path("default").asInt() == 1;
    }

    boolean isCoverArt() {
      return node.path("disposition").path("attached_pic").asInt() == 1;
    }

    int width() {
      return node.path("width").asInt();
    }

    int height() {
      return node.path("height").asInt();
    }

    int channels() {
      return node.path("channels").asInt();
    }

    int sampleRate() {
      return node.path("sample_rate").asInt();
    }

    Rational timebase() {
      return fraction("time_base").orElse(Rational.of(1, 90_000));
    }

    /** Where the container says that it starts, in seconds. */
    Optional<Rational> start() {
      JsonNode pts = node.path("start_pts");
      return pts.isIntegralNumber()
          ? Optional.of(timebase().times(pts.longValue()))
          : Optional.empty();
    }

    /** How many frames the container's index lists. */
    Optional<Long> listedFrames() {
      String text = node.path("nb_frames").asText("");
      return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** What a track of sound or text is called. */
    TrackLabel label() {
      return TrackReport.label(node);
    }

    /** Whether its transparency lies in a second layer, as in WebM. */
    boolean hasAlphaBeside() {
      return "1".equals(node.path("tags").path("alpha_mode").asText());
    }

    /** FFmpeg's word, or {@code unknown}. */
    String text(String name) {
      return node.path(name).asText("unknown");
    }

    /** A positive fraction. */
    Optional<Rational> fraction(String name) {
      String text = node.path(name).asText("");
      if (!text.matches("\\d{1,18}[:/]\\d{1,18}") || text.matches(".*[:/]0+")) {
        return Optional.empty();
      }
      return Optional.of(Rational.parse(text)).filter(Rational::isPositive);
    }
  }
}
