package dev.reelmill.common.health;

import dev.reelmill.common.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether one program lives and can work, part by part. Filled before it is asked; then
 * thread-safe.
 */
public final class Health {

  /** Where the answers are, in every program that gives them over HTTP. */
  public static final String LIVE = "/health/live";

  public static final String READY = "/health/ready";

  private static final String OK = "ok";
  private static final String PROGRAM = "program";

  /** Something that has to be well for the program to work. */
  @FunctionalInterface
  public interface Part {
    /**
     * In words, what is wrong now; empty if nothing is.
     *
     * @throws Exception if that can't be found out, which is as wrong
     */
    Optional<String> trouble() throws Exception;
  }

  /**
   * An answer.
   *
   * @param status of HTTP: 200, or 503 if the program can't work now
   * @param json one object, with the program's role and version
   */
  public record Answer(int status, String json) {}

  private record Live(String role, String version, boolean live) {}

  private record Ready(String role, String version, boolean ready, Map<String, String> parts) {}

  private final String role;
  private final String version;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private volatile boolean stopping;

  /**
   * @param role what kind of program it is
   * @param version of the program
   */
  public Health(String role, String version) {
    this.role = role;
    this.version = version;
  }

  /** Adds a part by its name. */
  public Health with(String name, Part part) {
    parts.put(name, part);
    return this;
  }

  /** From now on nothing new is to be given to it. */
  public void stopping() {
    stopping = true;
  }

  /** That it answers at all, and who it is. */
  public Answer live() {
    return new Answer(200, Json.write(new Live(role, version, true)));
  }

  /** Whether it can work, and if not, which part of it can't and why. */
  public Answer ready() {
    Map<String, String> words = new LinkedHashMap<>();
    if (stopping) {
      words.put(PROGRAM, "it was told to stop");
    }
    parts.forEach((name, part) -> words.put(name, words(part)));
    boolean ready = words.values().stream().allMatch(OK::equals);
    Ready answer = new Ready(role, version, ready, Collections.unmodifiableMap(words));
    return new Answer(ready ? 200 : 503, Json.write(answer));
  }

  private static String words(Part part) {
    try {
      return part.trouble().orElse(OK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }
}
