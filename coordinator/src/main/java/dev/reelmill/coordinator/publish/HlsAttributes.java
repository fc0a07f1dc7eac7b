package dev.reelmill.coordinator.publish;

/** An attribute list (RFC 8216, 4.2). */
final class HlsAttributes {

  private final StringBuilder text = new StringBuilder();

  HlsAttributes add(String name, Object value) {
    text.append(text.isEmpty() ? "" : ",").append(name).append('=').append(value);
    return this;
  }

  /** A quoted string; what may not be in one is left out. */
  HlsAttributes quoted(String name, String value) {
    return add(name, '"' + value.replaceAll("[\"\\p{Cntrl}]", "") + '"');
  }

  /** A line with these attributes. */
  String tag(String name) {
    return "#" + name + ":" + text + "\n";
  }
}
