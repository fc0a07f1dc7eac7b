package dev.reelmill.coordinator.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Compression of text. */
final class Gzip {

  /** Less is not worth a client's time. */
  static final int WORTH_BYTES = 1024;

  private Gzip() {}

  static boolean accepted(String acceptEncoding) {
    return Arrays.stream(acceptEncoding.split(",", -1))
        .map(part -> part.replace(" ", ""))
        .anyMatch(part -> part.equals("gzip") || (part.startsWith("gzip;q=") && !isZero(part)));
  }

  private static boolean isZero(String part) {
    return part.substring("gzip;q=".length()).chars().allMatch(c -> c == '0' || c == '.');
  }

  static byte[] compress(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream(bytes.length / 3);
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }
}
