package dev.reelmill.common.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes strangers' cue text harmless and well-formed: only the tags of the list stay, without
 * classes, each closed where it was opened; everything else that looks like markup is text.
 */
public final class CueText {

  private static final Set<String> TAGS = Set.of("b", "i", "u", "ruby", "rt", "v");
  private static final Pattern TOKEN =
      Pattern.compile(
          // a tag: name, classes, annotation
          "<(?<close>/?)(?<name>[A-Za-z][A-Za-z0-9]*|\\d[\\d:.]*)(?<rest>(?:[.\\s][^<>]*)?)/?>"
              // a character reference
              + "|&(?:amp|lt|gt|nbsp|lrm|rlm|#\\d{1,7}|#[xX][0-9a-fA-F]{1,6});"
              // an override of SubStation Alpha that was not understood
              + "|\\{\\\\[^{}]*\\}"
              + "|(?<char>[\\s\\S])");

  private final StringBuilder clean = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  private CueText() {}

  /** The text of one cue; empty if nothing of it is left. */
  public static String clean(String text) {
    CueText cleaning = new CueText();
    Matcher token = TOKEN.matcher(text.strip().replace("\r\n", "\n").replace('\r', '\n'));
    while (token.find()) {
      cleaning.take(token);
    }
    return cleaning.finish();
  }

  /** Text without any markup, as it may stand in a cue. */
  public static String plain(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void take(Matcher token) {
    String character = token.group("char");
    if (character != null) {
      character(character.charAt(0));
    } else if (token.group().startsWith("&")) {
      clean.append(token.group());
    } else if (token.group("name") != null) {
      tag(token);
    }
  }

  private void character(char character) {
    boolean control = character < ' ' && character != '\n' && character != '\t';
    if (!control && character != '\uFEFF') {
      clean.append(plain(String.valueOf(character)));
    }
  }

  private void tag(Matcher token) {
    String name = token.group("name").toLowerCase(Locale.ROOT);
    if (!TAGS.contains(name)) {
      return;
    }
    if (token.group("close").isEmpty()) {
      String voice = name.equals("v") ? annotation(token.group("rest")) : "";
      open.push(name);
      clean.append('<').append(name).append(voice).append('>');
    } else if (open.contains(name)) {
      String closed;
      do {
        closed = open.pop();
        clean.append("</").append(closed).append('>');
      } while (!closed.equals(name));
    }
  }

  /** Who speaks. */
  private static String annotation(String rest) {
    int space = rest.indexOf(' ');
    String name = space < 0 ? "" : rest.substring(space).replaceAll("[&\\p{Cntrl}]", "").strip();
    return name.isEmpty() ? "" : " " + name;
  }

  /** A blank line would end the cue. */
  private String finish() {
    while (!open.isEmpty()) {
      clean.append("</").append(open.pop()).append('>');
    }
    String text = clean.toString().replaceAll("[ \\t]*\\n\\s*", "\n").strip();
    boolean visible = !text.replaceAll("<[^>]*>|&nbsp;|\\s", "").isEmpty();
    return visible ? text : "";
  }
}
