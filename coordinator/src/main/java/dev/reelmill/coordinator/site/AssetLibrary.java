package dev.reelmill.coordinator.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Styles, scripts and icons. All have one version in their URLs, a hash over all of them, so that
 * browsers keep them for good and scripts can import their neighbours.
 */
public final class AssetLibrary {

  static final String PATH = "/assets/";

  private static final List<String> NAMES =
      List.of(
          "site.css",
          "watch.js",
          "home.js",
          "player.js",
          "grid.js",
          "upload.js",
          "icon.svg",
          "hls.min.mjs",
          "tus.min.js");

  private final Map<String, byte[]> assets = new TreeMap<>();
  private final String version;

  AssetLibrary() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : NAMES) {
        byte[] bytes = read(name);
        digest.update(bytes);
        assets.put(name, bytes);
      }
      version = HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Where a page finds it. */
  public String url(String name) {
    if (!assets.containsKey(name)) {
      throw new IllegalArgumentException("no such asset: " + name);
    }
    return PATH + version + "/" + name;
  }

  Optional<byte[]> find(String name) {
    return Optional.ofNullable(assets.get(name));
  }

  boolean isCurrent(String askedVersion) {
    return version.equals(askedVersion);
  }

  static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }

  private static byte[] read(String name) {
    try (InputStream stream = AssetLibrary.class.getResourceAsStream("web/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the build left out web/" + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read web/" + name, e);
    }
  }
}
