package dev.reelmill.common.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads messages: one JSON object with {@code "v"}, the version, beside the message's
 * own fields. Unknown fields are ignored, so a newer sender may add some; an unknown version is
 * refused, and the message ends on the dead-letter queue.
 */
public final class Wire {

  /** The version that this program writes, and the only one it reads. */
  public static final int VERSION = 1;

  private Wire() {}

  /** The message as JSON text with its version. */
  public static String write(Object message) {
    ObjectNode node = Json.MAPPER.valueToTree(message);
    return node.put("v", VERSION).toString();
  }

  /**
   * Reads a message.
   *
   * @throws UnreadableMessageException if it is no JSON object, has another version, or lacks what
   *     the type needs
   */
  public static <T> T read(@Nullable String text, Class<T> type) {
    if (text == null) {
      throw new UnreadableMessageException("a message without text");
    }
    try {
      JsonNode node = Json.MAPPER.readTree(text);
      if (node == null || !node.isObject()) {
        throw new UnreadableMessageException("not a JSON object: " + excerpt(text));
      }
      JsonNode version = node.path("v");
      if (!version.isInt() || version.intValue() != VERSION) {
        throw new UnreadableMessageException(
            "message version " + version + ", this program reads " + VERSION);
      }
      return Json.MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new UnreadableMessageException(
          "not a " + type.getSimpleName() + ": " + e.getOriginalMessage() + ": " + excerpt(text),
          e);
    }
  }

  private static String excerpt(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /** The message can't be understood, and will not be by trying again. */
  public static final class UnreadableMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableMessageException(String message) {
      super(message);
    }

    UnreadableMessageException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
