package dev.reelmill.coordinator.api;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.coordinator.operations.Change;
import dev.reelmill.coordinator.web.Endpoint;
import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.Routes;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the administration's endpoints have in common: the token, the answers, the audit log. */
final class Administration {

  /** Every wish for a change, by whom, and what came of it. */
  private static final Logger audit = LoggerFactory.getLogger("dev.reelmill.audit");

  private static final int MOST_ROWS = 1000;
  private static final int USUAL_ROWS = 50;

  private final AdminToken token;
  private final Routes routes;

  Administration(Routes routes, String token) {
    this.routes = routes;
    this.token = new AdminToken(token);
  }

  /** Something to look at. */
  @FunctionalInterface
  interface View {
    Object of(Exchange exchange);
  }

  /** Something to be done. */
  @FunctionalInterface
  interface Wish {
    Change carryOut(Exchange exchange) throws IOException;
  }

  Administration show(String path, View view) {
    return on("GET", path, exchange -> answer(exchange, view.of(exchange)));
  }

  Administration change(String path, Wish wish) {
    return on("POST", path, exchange -> carryOut(exchange, wish));
  }

  private Administration on(String method, String path, Endpoint endpoint) {
    routes.onAnyOrigin(
        method,
        path,
        exchange -> {
          token.require(exchange);
          endpoint.handle(exchange);
        });
    return this;
  }

  private void carryOut(Exchange exchange, Wish wish) throws IOException {
    try {
      Change change = wish.carryOut(exchange);
      audit.info("{}, POST {}: {}", token.name(), exchange.path(), change.sentence());
      answer(exchange, change);
    } catch (ReelmillException e) {
      audit.info("{}, POST {}: refused: {}", token.name(), exchange.path(), e.getMessage());
      throw e;
    }
  }

  private static void answer(Exchange exchange, Object value) throws IOException {
    exchange.send(200, "application/json", Json.write(value));
  }

  /** How many rows are wanted. */
  static int limit(Exchange exchange) {
    String text = exchange.query("limit").orElse(Integer.toString(USUAL_ROWS));
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_ROWS) {
      throw new ReelmillException(
          FailureCode.INVALID, "limit is '" + text + "', not a number up to " + MOST_ROWS);
    }
    return Integer.parseInt(text);
  }

  /** The number in a path. */
  static long number(Exchange exchange, String variable) {
    String text = exchange.variable(variable);
    if (!text.matches("[0-9]{1,18}")) {
      throw new ReelmillException(
          FailureCode.NOT_FOUND, "there is no " + variable + " '" + text + "'");
    }
    return Long.parseLong(text);
  }

  /** The priority that is wanted. */
  static int priority(Exchange exchange) {
    String text = exchange.query("priority").orElse("");
    if (!text.matches("-?[0-9]{1,6}")) {
      throw new ReelmillException(
          FailureCode.INVALID, "priority is '" + text + "', not a number of up to six digits");
    }
    return Integer.parseInt(text);
  }

  /** A parameter that has to be there. */
  static String required(Exchange exchange, String parameter) {
    return exchange
        .query(parameter)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new ReelmillException(FailureCode.INVALID, parameter + " is missing"));
  }
}
