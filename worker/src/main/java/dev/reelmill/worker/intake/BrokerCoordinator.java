package dev.reelmill.worker.intake;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.BrokerSettings;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.WorkResult;
import java.util.function.BooleanSupplier;

/** The coordinator, over the broker. What slots say at the same moment goes out together. */
final class BrokerCoordinator implements Coordinator, AutoCloseable {

  private final Asking asking;
  private final Sending sending;
  private final Gatherer<ClaimRequest, ClaimReply> claims;
  private final Gatherer<Sending.Letter, Boolean> letters;
  private final BooleanSupplier ending;

  /**
   * @param ending whether this worker begins nothing any more
   */
  BrokerCoordinator(BrokerSettings broker, BooleanSupplier ending) {
    this.ending = ending;
    this.asking = new Asking(BrokerLink.plain(broker));
    this.sending = new Sending(broker);
    this.claims = new Gatherer<>("claims", asking::ask);
    this.letters = new Gatherer<>("results", sending::send);
  }

  @Override
  public ClaimReply claim(ClaimRequest request) {
    try {
      return claims.call(request, ending);
    } catch (Unreached e) {
      throw unavailable("claiming order " + request.order(), e);
    }
  }

  @Override
  public void report(WorkResult result) {
    send(Sending.Letter.of(result), "sending the result of attempt " + result.attempt());
  }

  @Override
  public void unreadable(String text, String queue, String reason) {
    send(Sending.Letter.dead(text, queue, reason), "sending a dead letter");
  }

  private void send(Sending.Letter letter, String doing) {
    try {
      letters.call(letter, () -> false);
    } catch (Unreached e) {
      throw unavailable(doing, e);
    }
  }

  private static ReelmillException unavailable(String doing, Unreached e) {
    return new ReelmillException(
        FailureCode.BROKER_UNAVAILABLE, doing + " failed: " + e.getMessage(), e);
  }

  /** The broker, or whoever is behind it, did not take or answer something. */
  static final class Unreached extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreached(String message) {
      super(message);
    }

    Unreached(Exception cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  @Override
  public void close() {
    claims.close();
    letters.close();
    asking.close();
    sending.close();
  }
}
