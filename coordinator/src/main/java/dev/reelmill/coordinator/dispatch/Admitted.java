package dev.reelmill.coordinator.dispatch;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.WORKER;

import dev.reelmill.coordinator.backlog.Pauses;
import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.dispatch.Grants.Taken;
import dev.reelmill.sql.tables.records.JobRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * As {@link Admission}, of many at once: who may begin something now, and for whom. Who is not
 * found here may have an obstacle, or not; asking for one tells.
 *
 * @param jobs for which anything may be begun
 * @param workers active ones, with what they have
 */
record Admitted(Map<Long, JobRecord> jobs, Map<String, Set<String>> workers) {

  static Admitted ask(DSLContext tx, Collection<Taken> asked) {
    Long[] jobs =
        asked.stream().map(taken -> taken.order().getJobId()).distinct().toArray(Long[]::new);
    String[] workers =
        asked.stream().map(taken -> taken.request().worker()).distinct().toArray(String[]::new);
    Map<Long, JobRecord> goOn = new HashMap<>();
    tx.selectFrom(JOB)
        .where(JOB.ID.eq(DSL.any(jobs)))
        .andNot(Pauses.isHeld())
        .and(Pauses.farmGoesOn())
        .forEach(job -> goOn.put(job.getId(), job));
    Map<String, Set<String>> active = new HashMap<>();
    tx.select(WORKER.ID, WORKER.CAPABILITIES)
        .from(WORKER)
        .where(WORKER.ID.eq(DSL.any(workers)))
        .and(WORKER.STATE.eq(WorkerState.ACTIVE.text()))
        .forEach(worker -> active.put(worker.value1(), new HashSet<>(List.of(worker.value2()))));
    return new Admitted(goOn, active);
  }

  boolean admits(Taken taken) {
    Set<String> has = workers.get(taken.request().worker());
    return has != null
        && has.containsAll(List.of(taken.order().getNeeds()))
        && jobs.containsKey(taken.order().getJobId());
  }
}
