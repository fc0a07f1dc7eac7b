package dev.reelmill.coordinator.backlog;

import static dev.reelmill.sql.Tables.FAIR_SHARE;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.VIRTUAL_TIME;

import dev.reelmill.common.work.OrderQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Gives every uploader the same share of the farm, however much each has sent in: start-time fair
 * queueing. Each order gets a tag, the virtual time at which it may begin: when the uploader's
 * orders before it will have had their share, or now, whichever is later. Lowest tag goes first,
 * and the greatest tag that a worker has begun with is what "now" is. So whoever has waited for
 * nothing starts beside those who have sent in a thousand orders, not behind them.
 *
 * @see <a href="https://doi.org/10.1145/248157.248171">Goyal, Vin, Cheng: Start-time Fair Queuing,
 *     1996</a>
 */
public final class FairShares {

  private FairShares() {}

  /** A tag for each order. The more urgent ones of a job all come before its less urgent ones. */
  static List<Long> tags(DSLContext tx, long job, List<NewOrder> orders) {
    String uploader =
        tx.select(JOB.UPLOADER).from(JOB).where(JOB.ID.eq(job)).fetchSingle().value1();
    List<Long> tags = new ArrayList<>(Collections.nCopies(orders.size(), 0L));
    for (OrderQueue queue : OrderQueue.values()) {
      long earliest = 0;
      for (int urgency : urgencies(orders, queue)) {
        List<Integer> group =
            IntStream.range(0, orders.size())
                .filter(i -> orders.get(i).queue() == queue && orders.get(i).urgency() == urgency)
                .boxed()
                .toList();
        long cost = group.stream().mapToLong(i -> orders.get(i).costMillis()).sum();
        long tag = reserve(tx, uploader, queue, urgency, cost, earliest);
        for (int i : group) {
          tags.set(i, tag);
          tag += orders.get(i).costMillis();
        }
        earliest = tag;
      }
    }
    return tags;
  }

  private static int[] urgencies(List<NewOrder> orders, OrderQueue queue) {
    return orders.stream()
        .filter(order -> order.queue() == queue)
        .mapToInt(NewOrder::urgency)
        .distinct()
        .sorted()
        .toArray();
  }

  /** Speaks for a stretch of virtual time, and says where it begins. */
  private static long reserve(
      DSLContext tx, String uploader, OrderQueue queue, int urgency, long cost, long earliest) {
    var now =
        DSL.field(
            DSL.select(VIRTUAL_TIME.TAG)
                .from(VIRTUAL_TIME)
                .where(VIRTUAL_TIME.QUEUE.eq(queue.text())));
    var start = DSL.greatest(now, DSL.val(earliest));
    long finish =
        tx.insertInto(FAIR_SHARE)
            .set(FAIR_SHARE.UPLOADER, uploader)
            .set(FAIR_SHARE.QUEUE, queue.text())
            .set(FAIR_SHARE.CLASS, (short) urgency)
            .set(FAIR_SHARE.FINISH, start.plus(cost))
            .onConflict(FAIR_SHARE.UPLOADER, FAIR_SHARE.QUEUE, FAIR_SHARE.CLASS)
            .doUpdate()
            .set(FAIR_SHARE.FINISH, DSL.greatest(FAIR_SHARE.FINISH, start).plus(cost))
            .returningResult(FAIR_SHARE.FINISH)
            .fetchSingle()
            .value1();
    return finish - cost;
  }

  /** Work at an order of this tag has begun. Locks nothing unless time goes on. */
  public static void began(DSLContext tx, String queue, long tag) {
    tx.update(VIRTUAL_TIME)
        .set(VIRTUAL_TIME.TAG, tag)
        .where(VIRTUAL_TIME.QUEUE.eq(queue))
        .and(VIRTUAL_TIME.TAG.lt(tag))
        .execute();
  }
}
