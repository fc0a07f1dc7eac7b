package dev.reelmill.coordinator.deadletter;

import dev.reelmill.common.work.DeadLetters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One message of the dead-letter queue.
 *
 * @param id the broker's
 * @param source address that it came from, if anybody says
 * @param reason why nobody could take it
 * @param body its text, unless it has none that can be kept
 * @param properties all that came with it, as text
 */
record DeadMessage(
    String id,
    @Nullable String source,
    String reason,
    @Nullable String body,
    Map<String, String> properties) {

  /** Nothing that the farm sends is as long. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private static final String BROKERS_SOURCE = "_AMQ_ORIG_ADDRESS";

  /** Reads it off what Camel received. */
  static DeadMessage of(String id, @Nullable Object body, Map<String, ?> headers) {
    Map<String, String> properties = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (value != null) {
            properties.put(clean(name), clean(value.toString()));
          }
        });
    String source =
        Optional.ofNullable(properties.get(DeadLetters.SOURCE))
            .orElse(properties.get(BROKERS_SOURCE));
    String text = text(body);
    String reason =
        Optional.ofNullable(properties.get(DeadLetters.REASON))
            .orElse("the broker gave it up after delivering it again and again");
    return new DeadMessage(
        id, source, text == null ? reason + lost(body) : reason, text, properties);
  }

  private static String lost(@Nullable Object body) {
    return body == null ? " (it has no text)" : " (what it says is no text, or too much to keep)";
  }

  private static @Nullable String text(@Nullable Object body) {
    String text =
        switch (body) {
          case String string -> string;
          case byte[] bytes -> decoded(bytes);
          case null, default -> null;
        };
    return text == null || text.length() > MOST_CHARACTERS || text.indexOf('\0') >= 0 ? null : text;
  }

  private static @Nullable String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** PostgreSQL keeps no zero characters. */
  private static String clean(String text) {
    return text.replace('\0', ' ');
  }
}
