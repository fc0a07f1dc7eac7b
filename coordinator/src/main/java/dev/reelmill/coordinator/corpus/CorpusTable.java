package dev.reelmill.coordinator.corpus;

import dev.reelmill.coordinator.backlog.RenditionQuality;
import dev.reelmill.coordinator.corpus.FileResult.PictureFigures;
import dev.reelmill.coordinator.corpus.FileResult.SourceFigures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines for people: one a file, in columns that are known before any of them. */
public final class CorpusTable {

  private static final int NAME = 32;

  private CorpusTable() {}

  public static String heading() {
    return row(
        "FILE", "VERDICT", "FRAMES", "OUT", "SECONDS", "OUT", "A/V MS", "OUT", "SSIM", "XPSNR",
        "PROBLEM");
  }

  /** One file's line. */
  public static String line(FileResult result) {
    SourceFigures source = result.source();
    return row(
        cut(result.file()),
        result.verdict().text(),
        source == null ? "" : Long.toString(source.frames()),
        frames(result.rungs()),
        source == null ? "" : seconds(source.durationSeconds()),
        duration(result),
        source == null ? "" : millis(source.soundOffsetMillis()),
        offset(result.rungs()),
        worst(result.quality(), RenditionQuality::ssim),
        worst(result.quality(), RenditionQuality::xpsnr),
        Objects.requireNonNullElse(result.problem(), ""));
  }

  /** The last lines. */
  public static String summary(List<FileResult> results) {
    return String.format(
        Locale.ROOT,
        "%d files: %d ok, %d refused as they had to be, %d failed",
        results.size(),
        count(results, Verdict.OK),
        count(results, Verdict.REFUSED),
        count(results, Verdict.FAILED));
  }

  private static long count(List<FileResult> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /** One number if all rungs agree. */
  private static String frames(List<PictureFigures> rungs) {
    return rungs.stream()
        .map(rung -> Long.toString(rung.frames()))
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static String duration(FileResult result) {
    double end = 0;
    for (PictureFigures rung : result.rungs()) {
      end = Math.max(end, rung.startSeconds() + rung.durationSeconds());
    }
    for (FileResult.SoundFigures sound : result.sounds()) {
      end = Math.max(end, sound.startSeconds() + sound.durationSeconds());
    }
    return end == 0 ? "" : seconds(end);
  }

  /** All rungs share their sound; they differ only if one's pictures are late. */
  private static String offset(List<PictureFigures> rungs) {
    return rungs.stream()
        .map(PictureFigures::soundOffsetMillis)
        .filter(Objects::nonNull)
        .max((left, right) -> Double.compare(Math.abs(left), Math.abs(right)))
        .map(CorpusTable::millis)
        .orElse("");
  }

  /** Of all rungs that were measured. */
  private static String worst(
      List<RenditionQuality> quality, Function<RenditionQuality, BigDecimal> figure) {
    return quality.stream().map(figure).min(BigDecimal::compareTo).map(String::valueOf).orElse("");
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String millis(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String cut(String name) {
    return name.length() <= NAME ? name : "…" + name.substring(name.length() - NAME + 1);
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-32s %-8s %6s %-9s %9s %9s %8s %8s %6s %6s  %s", cells)
        .stripTrailing();
  }
}
