package dev.reelmill.coordinator.transcode;

import dev.reelmill.coordinator.publish.VideoStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bars on a terminal, one a video, redrawn in place; on anything else only what has ended. Lines
 * that have to stay go above the bars. Not thread-safe.
 */
public final class ProgressDisplay {

  private static final int BAR = 24;
  private static final int NAME = 28;

  private final PrintWriter out;
  private final boolean terminal;
  private final int columns;
  private List<String> shown = List.of();

  /**
   * @param columns width of the terminal
   */
  public ProgressDisplay(PrintWriter out, boolean terminal, int columns) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
  }

  /** One video in progress; without a status before it has one. */
  record Line(String name, @Nullable VideoStatus status) {}

  /** Draws the bars anew. */
  void show(List<Line> lines) {
    if (!terminal) {
      return;
    }
    List<String> bars = lines.stream().map(this::bar).toList();
    if (!bars.equals(shown)) {
      draw(bars);
    }
  }

  /** Prints a line that stays. */
  void say(String line) {
    List<String> bars = shown;
    draw(List.of());
    out.println(line);
    draw(bars);
    out.flush();
  }

  private void draw(List<String> bars) {
    if (!terminal) {
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
    shown = new ArrayList<>(bars);
  }

  private String bar(Line line) {
    String text = String.format(Locale.ROOT, "%-" + NAME + "s %s", cut(line.name), state(line));
    return text.length() < columns ? text : text.substring(0, Math.max(1, columns - 1));
  }

  private static String cut(String name) {
    return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
  }

  private static String state(Line line) {
    VideoStatus status = line.status;
    if (status == null) {
      return "starting";
    }
    return switch (status.state()) {
      case INSPECTING -> "looking at the source";
      case ENCODING -> encoding(status);
      case PUBLISHED -> "writing";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  private static String encoding(VideoStatus status) {
    int full = (int) Math.floor(BAR * status.fraction());
    StringBuilder text =
        new StringBuilder("[")
            .append("#".repeat(full))
            .append("-".repeat(BAR - full))
            .append(String.format(Locale.ROOT, "] %3.0f %%", 100 * status.fraction()));
    Double speed = status.speed();
    Duration remaining = status.remaining();
    if (speed != null && remaining != null) {
      text.append(String.format(Locale.ROOT, "  %.2f×  %s left", speed, clock(remaining)));
    }
    return text.toString();
  }

  /** {@code 1:02:03} or {@code 2:03}. */
  static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
