package dev.reelmill.coordinator.operations;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.common.failure.ReelmillException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One failure by its code, or all of a kind. */
final class FailureGroup {

  private FailureGroup() {}

  /**
   * The codes that are meant.
   *
   * @throws ReelmillException {@link FailureCode#INVALID} if there is no such code or kind
   */
  static List<String> codes(String codeOrKind) {
    List<String> codes =
        Arrays.stream(FailureCode.values())
            .filter(code -> code.text().equals(codeOrKind) || text(code.kind()).equals(codeOrKind))
            .map(FailureCode::text)
            .toList();
    if (codes.isEmpty()) {
      throw new ReelmillException(
          FailureCode.INVALID,
          "there is no failure '%s'; docs/failures.md lists the codes, and the kinds are %s"
              .formatted(
                  codeOrKind,
                  Arrays.stream(FailureKind.values())
                      .map(FailureGroup::text)
                      .collect(Collectors.joining(", "))));
    }
    return codes;
  }

  private static String text(FailureKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
