package dev.reelmill.coordinator.playback;

/** Content types of what is stored, by the key's ending. */
final class MediaTypes {

  private MediaTypes() {}

  static String of(String key) {
    return switch (key.substring(key.lastIndexOf('.') + 1)) {
      case "mp4" -> key.contains("/audio") ? "audio/mp4" : "video/mp4";
      case "m3u8" -> "application/vnd.apple.mpegurl";
      case "mpd" -> "application/dash+xml";
      case "jpg" -> "image/jpeg";
      case "png" -> "image/png";
      case "webp" -> "image/webp";
      case "webm" -> "video/webm";
      case "vtt" -> "text/vtt; charset=utf-8";
      case "json" -> "application/json";
      default -> "application/octet-stream";
    };
  }
}
