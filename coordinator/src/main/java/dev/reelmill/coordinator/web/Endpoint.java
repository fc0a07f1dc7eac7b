package dev.reelmill.coordinator.web;

/** Answers one method of one path. Runs on a virtual thread of its own, so it may wait. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Reads the request as far as it needs and sends one answer.
   *
   * @throws Refusal for an answer that is an error of HTTP
   * @throws dev.reelmill.common.failure.ReelmillException answered with its code's status
   * @throws java.io.IOException if the connection broke; nobody is left to be answered
   */
  void handle(Exchange exchange) throws Exception;
}
