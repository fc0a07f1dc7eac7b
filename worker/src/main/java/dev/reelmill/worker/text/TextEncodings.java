package dev.reelmill.worker.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads text whose encoding nobody wrote down, by rules: a byte order mark decides; else bytes that
 * are mostly zero at every second place are UTF-16; else what is valid UTF-8 is UTF-8, as other
 * text hardly ever is; else it is the Windows code page of its language, or of Western Europe.
 */
final class TextEncodings {

  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final String WESTERN = "windows-1252";

  /** By language, ISO 639 in two and three letters. */
  private static final Map<String, String> CODE_PAGES =
      Map.ofEntries(
          Map.entry(
              "windows-1250", " cs cze ces pl pol hu hun sk slo slk sl slv hr hrv ro rum ron "),
          Map.entry("windows-1251", " ru rus uk ukr bg bul sr srp mk mac mkd be bel "),
          Map.entry("windows-1253", " el gre ell "),
          Map.entry("windows-1254", " tr tur "),
          Map.entry("windows-1255", " he heb "),
          Map.entry("windows-1256", " ar ara fa per fas "),
          Map.entry("windows-1257", " et est lv lav lt lit "),
          Map.entry("windows-1258", " vi vie "));

  private TextEncodings() {}

  /**
   * The text; what is not valid in its encoding becomes a replacement character.
   *
   * @param language of the text, if it is known
   */
  static String decode(byte[] bytes, @Nullable String language) {
    Optional<String> marked = marked(bytes);
    if (marked.isPresent()) {
      return marked.get();
    }
    Optional<Charset> wide = wide(bytes);
    if (wide.isPresent()) {
      return new String(bytes, wide.get());
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, codePage(language));
    }
  }

  private static Optional<String> marked(byte[] bytes) {
    return mark(bytes, UTF_32LE, 0xff, 0xfe, 0, 0)
        .or(() -> mark(bytes, UTF_32BE, 0, 0, 0xfe, 0xff))
        .or(() -> mark(bytes, StandardCharsets.UTF_8, 0xef, 0xbb, 0xbf))
        .or(() -> mark(bytes, StandardCharsets.UTF_16LE, 0xff, 0xfe))
        .or(() -> mark(bytes, StandardCharsets.UTF_16BE, 0xfe, 0xff));
  }

  private static Optional<String> mark(byte[] bytes, Charset charset, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(bytes, mark.length, bytes.length - mark.length, charset));
  }

  /** Digits, arrows and line ends make half of the bytes zero, whatever the script. */
  private static Optional<Charset> wide(byte[] bytes) {
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        zeros[i % 2]++;
      }
    }
    int many = bytes.length / 8;
    if (zeros[1] > many && zeros[0] < many / 2) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return zeros[0] > many && zeros[1] < many / 2
        ? Optional.of(StandardCharsets.UTF_16BE)
        : Optional.empty();
  }

  private static Charset codePage(@Nullable String language) {
    String primary = language == null ? "" : language.toLowerCase(Locale.ROOT).split("-", 2)[0];
    return Charset.forName(
        CODE_PAGES.entrySet().stream()
            .filter(entry -> entry.getValue().contains(" " + primary + " "))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(WESTERN));
  }
}
