package dev.reelmill.coordinator.publish;

import static dev.reelmill.sql.Tables.PROGRESSIVE_FILE;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.coordinator.backlog.OrderBody;
import dev.reelmill.coordinator.backlog.OrderState;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Reads what has become of a job's progressive files. */
final class FileLoader {

  private FileLoader() {}

  static List<ProgressiveFile> load(DSLContext sql, long job) {
    Map<String, OrderState> orders =
        sql.select(WORK_ORDER.BODY, WORK_ORDER.STATE)
            .from(WORK_ORDER)
            .where(WORK_ORDER.JOB_ID.eq(job).and(WORK_ORDER.KIND.eq("file")))
            .fetchMap(
                row -> Json.read(row.value1().data(), OrderBody.AssembleFile.class).name(),
                row -> OrderState.of(row.value2()));
    return sql.selectFrom(PROGRESSIVE_FILE)
        .where(PROGRESSIVE_FILE.JOB_ID.eq(job))
        .orderBy(PROGRESSIVE_FILE.NAME)
        .fetch(
            row ->
                file(
                    Json.read(row.getPlan().data(), OrderBody.AssembleFile.class),
                    row.getFile(),
                    orders.get(row.getName())));
  }

  private static ProgressiveFile file(
      OrderBody.AssembleFile plan, @Nullable JSONB file, @Nullable OrderState order) {
    return new ProgressiveFile(
        plan.name(),
        plan.container(),
        plan.video(),
        plan.audio(),
        file == null ? null : Json.read(file.data(), AssembledFile.class),
        order == null ? null : problem(order));
  }

  private static @Nullable String problem(OrderState order) {
    return switch (order) {
      case WAITING, DISPATCHED, RUNNING, DONE -> null;
      case FAILED -> "It could not be assembled.";
      case CANCELLED -> "It was not wanted any more.";
    };
  }
}
