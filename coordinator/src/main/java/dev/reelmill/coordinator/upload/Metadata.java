package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Upload-Metadata} header: keys, each with a value in Base64.
 *
 * @param fileName as the uploader's computer had it
 * @param title what was typed, or else made of the file's name
 * @param isSubtitles whether its kind is subtitles: a file for a video to come
 * @param sideCars ids of finished uploads of that kind
 * @param profile name of what to make of it; absent for the usual
 */
record Metadata(
    String fileName,
    String title,
    boolean isSubtitles,
    List<String> sideCars,
    @Nullable String profile) {

  private static final String SUBTITLES = "subtitles";

  Metadata {
    sideCars = List.copyOf(sideCars);
  }

  static Metadata of(String header) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : header.split(",", -1)) {
      String[] parts = pair.strip().split(" +", 2);
      values.put(parts[0], parts.length < 2 ? "" : decode(parts[1]));
    }
    String fileName = UploadNames.fileName(values.getOrDefault("filename", ""));
    return new Metadata(
        fileName,
        UploadNames.title(values.getOrDefault("title", ""), fileName),
        SUBTITLES.equals(values.get("kind")),
        Stream.of(values.getOrDefault(SUBTITLES, "").split(",", -1))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .distinct()
            .toList(),
        values.get("profile"));
  }

  static String header(Upload upload) {
    String profile = upload.metadata().profile();
    return "filename "
        + encode(upload.fileName())
        + ",title "
        + encode(upload.title())
        + (profile == null ? "" : ",profile " + encode(profile));
  }

  private static String decode(String text) {
    try {
      return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("A value in Upload-Metadata is not Base64.");
    }
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
