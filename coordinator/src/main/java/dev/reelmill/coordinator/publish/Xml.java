package dev.reelmill.coordinator.publish;

import org.jspecify.annotations.Nullable;

/** Writes indented XML; attributes are pairs of name and value, those without a value left out. */
final class Xml {

  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private int depth;

  Xml open(String element, @Nullable Object... attributes) {
    begin(element, attributes).append(">\n");
    depth++;
    return this;
  }

  Xml empty(String element, @Nullable Object... attributes) {
    begin(element, attributes).append("/>\n");
    return this;
  }

  Xml element(String element, String content) {
    begin(element).append('>').append(escaped(content)).append("</").append(element).append(">\n");
    return this;
  }

  Xml close(String element) {
    depth--;
    text.append("  ".repeat(depth)).append("</").append(element).append(">\n");
    return this;
  }

  String text() {
    return text.toString();
  }

  private StringBuilder begin(String element, @Nullable Object... attributes) {
    text.append("  ".repeat(depth)).append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      if (value != null) {
        text.append(' ').append(attributes[i]).append("=\"");
        text.append(escaped(value.toString())).append('"');
      }
    }
    return text;
  }

  private static String escaped(String value) {
    return value
        .replaceAll("[^\\P{Cntrl}\\t\\n]", "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
