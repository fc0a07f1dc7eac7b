package dev.reelmill.worker.intake;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Wire;
import dev.reelmill.common.work.WorkResult;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** The coordinator, through the routes. */
final class CamelCoordinator implements Coordinator {

  /** Artemis drops a second message with the same value: a result counts once. */
  private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  private final ProducerTemplate producer;

  CamelCoordinator(ProducerTemplate producer) {
    this.producer = producer;
  }

  @Override
  public ClaimReply claim(ClaimRequest request) {
    try {
      String reply =
          producer.requestBody(WorkRoutes.CLAIM, (Object) Wire.write(request), String.class);
      return Wire.read(String.valueOf(reply), ClaimReply.class);
    } catch (CamelExecutionException e) {
      throw unavailable("claiming order " + request.order(), e);
    }
  }

  @Override
  public void report(WorkResult result) {
    try {
      producer.sendBodyAndHeader(
          WorkRoutes.REPORT, Wire.write(result), DUPLICATE_ID, "result:" + result.attempt());
    } catch (CamelExecutionException e) {
      throw unavailable("sending the result of attempt " + result.attempt(), e);
    }
  }

  private static ReelmillException unavailable(String doing, CamelExecutionException e) {
    return new ReelmillException(
        FailureCode.BROKER_UNAVAILABLE, doing + " failed: " + e.getCause(), e);
  }
}
