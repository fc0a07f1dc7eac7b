package dev.reelmill.coordinator.upload;

import dev.reelmill.coordinator.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code Upload-Metadata} header: keys, each with a value in Base64. */
record Metadata(String fileName, String title, @Nullable String profile) {

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
        values.get("profile"));
  }

  static String header(Upload upload) {
    String profile = upload.profile();
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
