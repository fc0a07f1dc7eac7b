package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.RENDITION;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.QualityFigures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.Result;

/**
 * How like its source one rendition of pictures is, over all segments of it that were measured.
 *
 * @param rendition its name
 * @param segments that were measured
 * @param frames that were compared in them
 * @param ssim the mean, to four digits
 * @param xpsnr of the worst plane in dB, averaged as {@link QualityFigures} says, to two digits
 * @param xpsnrY of luma
 * @param xpsnrU of the first chroma plane
 * @param xpsnrV of the second
 * @param worstXpsnr of the worst segment
 * @param worstSegment its number, from 0
 * @param belowFloor numbers of the segments that stayed below the profile's floor when another
 *     attempt was made
 */
public record RenditionQuality(
    String rendition,
    int segments,
    long frames,
    BigDecimal ssim,
    BigDecimal xpsnr,
    BigDecimal xpsnrY,
    BigDecimal xpsnrU,
    BigDecimal xpsnrV,
    BigDecimal worstXpsnr,
    int worstSegment,
    List<Integer> belowFloor) {

  public RenditionQuality {
    belowFloor = List.copyOf(belowFloor);
  }

  /** Of all renditions of a job that have measured segments, best first. */
  public static List<RenditionQuality> of(DSLContext sql, long job) {
    return sql
        .select(
            RENDITION.NAME, MEDIA_OBJECT.SEGMENT, MEDIA_OBJECT.QUALITY, MEDIA_OBJECT.BELOW_FLOOR)
        .from(RENDITION)
        .join(MEDIA_OBJECT)
        .on(MEDIA_OBJECT.RENDITION_ID.eq(RENDITION.ID))
        .where(RENDITION.JOB_ID.eq(job).and(MEDIA_OBJECT.QUALITY.isNotNull()))
        .orderBy(RENDITION.POSITION, MEDIA_OBJECT.SEGMENT)
        .fetch()
        .intoGroups(RENDITION.NAME)
        .values()
        .stream()
        .map(RenditionQuality::together)
        .toList();
  }

  /** What to tell people, in one sentence a rendition. */
  public static List<String> warnings(List<RenditionQuality> renditions) {
    return renditions.stream()
        .filter(quality -> !quality.belowFloor.isEmpty())
        .map(
            quality ->
                "%s is below the profile's quality in %d of %d measured segments, the worst with XPSNR %s dB."
                    .formatted(
                        quality.rendition,
                        quality.belowFloor.size(),
                        quality.segments,
                        quality.worstXpsnr))
        .toList();
  }

  private static RenditionQuality together(
      Result<Record4<String, Integer, org.jooq.JSONB, Boolean>> rows) {
    List<Measured> segments = new ArrayList<>();
    for (var row : rows) {
      QualityFigures figures = Json.read(row.value3().data(), QualityFigures.class);
      segments.add(new Measured(row.value2(), figures, row.value4()));
    }
    QualityFigures all = QualityFigures.together(segments.stream().map(Measured::figures).toList());
    Measured worst =
        segments.stream()
            .min(Comparator.comparingDouble(segment -> segment.figures.xpsnr()))
            .orElseThrow();
    return new RenditionQuality(
        rows.getFirst().value1(),
        segments.size(),
        all.frames(),
        rounded(all.ssim(), 4),
        rounded(all.xpsnr(), 2),
        rounded(all.xpsnrY(), 2),
        rounded(all.xpsnrU(), 2),
        rounded(all.xpsnrV(), 2),
        rounded(worst.figures.xpsnr(), 2),
        worst.number,
        segments.stream().filter(Measured::belowFloor).map(Measured::number).toList());
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }

  private record Measured(int number, QualityFigures figures, boolean belowFloor) {}
}
