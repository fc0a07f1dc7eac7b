package dev.reelmill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/} with parts that follow from the code: each stands between {@code <!--
 * from the code: NAME -->} and {@code <!-- end -->}. With {@code -Dreelmill.docs.write=true} they
 * are written anew instead of compared.
 */
public final class DocPage {

  private static final Pattern PART =
      Pattern.compile("<!-- from the code: ([a-z -]+) -->\\n(.*?)<!-- end -->\\n", Pattern.DOTALL);

  private final Path file;

  private DocPage(Path file) {
    this.file = file;
  }

  /** A page by its file name; tests run in their module's folder. */
  public static DocPage named(String name) {
    return new DocPage(Path.of("..", "docs", name));
  }

  /** Names of its parts. */
  public Set<String> parts() throws IOException {
    return read().keySet();
  }

  /** Fails, printing the part as it should be, if the page has another. */
  public void assertPart(String name, String wanted) throws IOException {
    if (Boolean.getBoolean("reelmill.docs.write") && read().containsKey(name)) {
      write(name, wanted);
    }
    assertThat(read())
        .as(
            "%s, part '%s'; mvn test -Dreelmill.docs.write=true writes it, or paste this:%n%n%s",
            file, name, wanted)
        .containsEntry(name, wanted);
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    Matcher matcher = PART.matcher(Files.readString(file));
    while (matcher.find()) {
      parts.put(matcher.group(1), matcher.group(2));
    }
    return parts;
  }

  private void write(String name, String wanted) throws IOException {
    String begin = "<!-- from the code: " + name + " -->\n";
    String page = Files.readString(file);
    int from = page.indexOf(begin) + begin.length();
    Files.writeString(
        file,
        page.substring(0, from) + wanted + page.substring(page.indexOf("<!-- end -->", from)));
  }
}
