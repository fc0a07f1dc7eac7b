package dev.reelmill.coordinator.transcode;

import dev.reelmill.coordinator.publish.VideoStatus;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bars on a terminal, one a video, redrawn in place; on anything else only what has ended. Lines
 * that have to stay, those of the log too, go above the bars. Thread-safe.
 */
public final class ProgressDisplay {

  private static final int LEAST_BAR = 8;
  private static final int LONGEST_BAR = 40;

  private static final int LEAST_NAME = 8;

  /** Width of {@code 100 % 12.34× 1:02:03 left} with the brackets and the space before it. */
  private static final int FIGURES = 30;

  private final PrintWriter out;
  private final @Nullable Terminal terminal;
  private List<String> shown = List.of();

  /**
   * @param terminal what {@code out} is, if it is one
   */
  public ProgressDisplay(PrintWriter out, @Nullable Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** One video in progress; without a status before it has one. */
  public record Line(String name, @Nullable VideoStatus status) {}

  /** Draws the bars anew, as many as there is room for. */
  public synchronized void show(List<Line> lines) {
    if (terminal == null) {
      return;
    }
    // The last row is the cursor's, the one before may have to say how many are not shown.
    int room = Math.max(1, terminal.rows() - 2);
    List<Line> visible = lines.subList(0, Math.min(room, lines.size()));
    int width = nameWidth(visible, terminal);
    List<String> bars =
        new ArrayList<>(visible.stream().map(l -> bar(l, width, terminal)).toList());
    if (visible.size() < lines.size()) {
      bars.add(cut("and " + (lines.size() - visible.size()) + " more", terminal.columns() - 1));
    }
    if (!bars.equals(shown)) {
      draw(bars);
    }
  }

  /** Removes the bars, so that something else can be printed; {@link #show} draws them again. */
  public synchronized void clear() {
    draw(List.of());
  }

  /** Prints a line that stays. */
  synchronized void say(String line) {
    List<String> bars = shown;
    draw(List.of());
    out.println(line);
    draw(bars);
    out.flush();
  }

  /** What is printed here goes above the bars, line by line: for logs. */
  public PrintStream above() {
    return new PrintStream(new Lines(this::say), true, StandardCharsets.UTF_8);
  }

  private void draw(List<String> bars) {
    if (terminal == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (!shown.isEmpty()) {
      // To the first bar's line, and clear from there on.
      text.append("\u001b[").append(shown.size()).append("A\r\u001b[J");
    }
    bars.forEach(bar -> text.append(bar).append('\n'));
    out.print(text);
    out.flush();
    shown = List.copyOf(bars);
  }

  /** As wide as the longest name, as long as a bar and its figures fit beside it. */
  private static int nameWidth(List<Line> lines, Terminal terminal) {
    int longest = lines.stream().mapToInt(line -> line.name.length()).max().orElse(0);
    int most = terminal.columns() - 3 - LEAST_BAR - FIGURES;
    return Math.min(longest, Math.max(LEAST_NAME, Math.min(most, terminal.columns() * 2 / 5)));
  }

  private static String bar(Line line, int width, Terminal terminal) {
    String name = cut(line.name, width);
    int room = terminal.columns() - 1 - width - 2;
    String text = name + " ".repeat(width - name.length() + 2) + state(line.status, room);
    return cut(text, terminal.columns() - 1);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + "…";
  }

  private static String state(@Nullable VideoStatus status, int room) {
    if (status == null) {
      return "starting";
    }
    return switch (status.state()) {
      case INSPECTING -> "looking at the source";
      case ENCODING -> encoding(status, room);
      case PUBLISHED -> "writing";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  private static String encoding(VideoStatus status, int room) {
    int length = Math.clamp((long) room - FIGURES, LEAST_BAR, LONGEST_BAR);
    int full = (int) Math.floor(length * status.fraction());
    String text =
        "[%s%s] %3d %%"
            .formatted(
                "#".repeat(full),
                "-".repeat(length - full),
                (int) Math.floor(100 * status.fraction()));
    return text + pace(status.speed(), status.remaining());
  }

  private static String pace(@Nullable Double speed, @Nullable Duration remaining) {
    return speed == null || remaining == null
        ? ""
        : String.format(Locale.ROOT, "  %5.2f×  %s left", speed, clock(remaining));
  }

  /** {@code 1:02:03} or {@code 2:03}. */
  static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
