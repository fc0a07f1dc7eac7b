package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.TEXT_TRACK;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.coordinator.publish.PublishedMedia.TextTrack;
import dev.reelmill.sql.tables.records.TextTrackRecord;
import java.util.List;
import org.jooq.DSLContext;

/** Reads a job's subtitle tracks. */
final class TextLoader {

  private TextLoader() {}

  static List<TextTrack> load(DSLContext sql, long job) {
    return sql.selectFrom(TEXT_TRACK)
        .where(TEXT_TRACK.JOB_ID.eq(job))
        .orderBy(TEXT_TRACK.POSITION)
        .fetch(TextLoader::track);
  }

  private static TextTrack track(TextTrackRecord row) {
    return new TextTrack(
        row.getName(),
        Json.read(row.getLabel().data(), TrackLabel.class),
        row.getObject() == null ? null : Json.read(row.getObject().data(), TextObject.class),
        row.getWarnings() == null
            ? List.of()
            : List.of(Json.read(row.getWarnings().data(), String[].class)));
  }
}
