package dev.reelmill.coordinator.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with what went wrong: a page to people, RFC 9457 problem details to programs. */
final class Failures {

  private record Problem(
      int status, String code, String title, String detail, Map<String, String> headers) {}

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private final ErrorPages pages;

  Failures(ErrorPages pages) {
    this.pages = pages;
  }

  void answer(Exchange exchange, Exception failure) throws IOException {
    Problem problem = problem(exchange, failure);
    problem.headers().forEach(exchange::header);
    exchange.header("Cache-Control", "no-store");
    if (wantsPage(exchange)) {
      exchange.header("Content-Security-Policy", HttpServer.PAGE_POLICY);
      exchange.send(
          problem.status(),
          "text/html; charset=utf-8",
          pages.page(problem.status(), problem.title(), problem.detail()));
    } else {
      exchange.send(problem.status(), "application/problem+json", json(problem));
    }
  }

  private static Problem problem(Exchange exchange, Exception failure) {
    if (failure instanceof Refusal refusal) {
      return new Problem(
          refusal.status(),
          refusal.code(),
          Statuses.title(refusal.status()),
          refusal.detail(),
          refusal.headers());
    }
    if (failure instanceof ReelmillException ours && ours.code() != FailureCode.INTERNAL) {
      FailureCode code = ours.code();
      if (code.httpStatus() >= 500) {
        log.warn("{} {}: {}", exchange.method(), exchange.path(), ours.getMessage());
      }
      return new Problem(
          code.httpStatus(),
          code.text(),
          code.sentence(),
          String.valueOf(ours.getMessage()),
          Map.of());
    }
    return incident(exchange, failure);
  }

  private static Problem incident(Exchange exchange, Exception failure) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    log.error("incident {}: {} {} failed", id, exchange.method(), exchange.path(), failure);
    return new Problem(
        500,
        FailureCode.INTERNAL.text(),
        FailureCode.INTERNAL.sentence(),
        "Nothing is known to be wrong with the request. The log has more under incident "
            + id
            + ".",
        Map.of());
  }

  private static boolean wantsPage(Exchange exchange) {
    return exchange.header("Accept").orElse("").contains("text/html")
        && !exchange.path().startsWith("/api/");
  }

  private static String json(Problem problem) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "about:blank")
        .put("title", problem.title())
        .put("status", problem.status())
        .put("code", problem.code())
        .put("detail", problem.detail())
        .toString();
  }
}
