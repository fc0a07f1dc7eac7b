package dev.reelmill.coordinator.operations;

import dev.reelmill.coordinator.backlog.WorkerState;
import dev.reelmill.coordinator.dispatch.Workers;
import dev.reelmill.coordinator.dispatch.Workers.WorkerStatus;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Says in words who is there to do what waits. */
final class WorkersAtHand {

  private WorkersAtHand() {}

  /**
   * Who takes orders, and who does not.
   *
   * @param needs what some of the orders in question ask for
   */
  static List<String> reasons(DSLContext tx, List<List<String>> needs) {
    List<WorkerStatus> alive = Workers.list(tx).stream().filter(WorkerStatus::alive).toList();
    if (alive.isEmpty()) {
      return List.of("No worker is alive; it goes on as soon as one is heard of.");
    }
    List<String> reasons = new ArrayList<>();
    alive.stream()
        .filter(worker -> !isActive(worker))
        .map(WorkersAtHand::standsAside)
        .forEach(reasons::add);
    List<WorkerStatus> active = alive.stream().filter(WorkersAtHand::isActive).toList();
    int slots = active.stream().mapToInt(WorkerStatus::slots).sum();
    if (active.isEmpty()) {
      reasons.add("No other worker is alive.");
    } else {
      reasons.add(
          "%s with %s %s orders."
              .formatted(
                  Change.count(active.size(), "worker"),
                  Change.count(slots, "slot"),
                  active.size() == 1 ? "takes" : "take"));
      active.stream()
          .filter(worker -> worker.suspicion() != null)
          .map(
              worker ->
                  "Worker %s would be quarantined if another took its place: %s."
                      .formatted(worker.worker(), worker.suspicion()))
          .forEach(reasons::add);
    }
    needs.forEach(words -> reasons.add(whoHas(active, words)));
    return reasons;
  }

  private static String whoHas(List<WorkerStatus> active, List<String> needs) {
    List<String> able =
        active.stream()
            .filter(worker -> worker.has().words().containsAll(needs))
            .map(WorkerStatus::worker)
            .toList();
    String words = WaitingOrders.words(needs);
    return able.isEmpty()
        ? "None of them has %s, which its orders need; they go on as soon as a worker has."
            .formatted(words)
        : "Of these, %s %s %s."
            .formatted(String.join(", ", able), able.size() == 1 ? "has" : "have", words);
  }

  private static boolean isActive(WorkerStatus worker) {
    return worker.trouble() == null && worker.state().equals(WorkerState.ACTIVE.text());
  }

  private static String standsAside(WorkerStatus worker) {
    if (worker.state().equals(WorkerState.ACTIVE.text())) {
      return "Worker %s takes nothing new: %s.".formatted(worker.worker(), worker.trouble());
    }
    return "Worker %s is %s and takes nothing new%s."
        .formatted(
            worker.worker(),
            worker.state(),
            worker.stateReason() == null ? "" : " (" + worker.stateReason() + ")");
  }
}
