package dev.reelmill.coordinator.collect;

import dev.reelmill.common.work.WorkResult;
import dev.reelmill.coordinator.database.Outcome;
import dev.reelmill.coordinator.trust.GoldenTests;
import java.util.ArrayList;
import java.util.List;

/** Where results come in: those of tests are told from those of orders. */
public final class ResultDesk {

  private static final String TAKEN = "";

  private final GoldenTests tests;
  private final Results results;
  private final Runnable wake;

  /**
   * @param wake called when some were taken: there may be room for more, or new orders
   */
  public ResultDesk(GoldenTests tests, Results results, Runnable wake) {
    this.tests = tests;
    this.results = results;
    this.wake = wake;
  }

  /** Takes some; when it returns, their effects are in the database. Nobody waits for an answer. */
  public List<Outcome<String>> take(List<WorkResult> brought) {
    List<WorkResult> ofTests = tests.of(brought);
    List<WorkResult> ofOrders =
        brought.stream().filter(result -> !ofTests.contains(result)).toList();
    var accepted = results.acceptAll(ofOrders).iterator();
    List<Outcome<String>> outcomes = new ArrayList<>();
    for (WorkResult result : brought) {
      RuntimeException failure =
          ofTests.contains(result) ? ofTest(result) : accepted.next().failure();
      outcomes.add(failure == null ? Outcome.of(TAKEN) : Outcome.failed(failure));
    }
    wake.run();
    return outcomes;
  }

  @SuppressWarnings("NullAway") // without a failure there is none
  private RuntimeException ofTest(WorkResult result) {
    try {
      tests.take(result);
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
