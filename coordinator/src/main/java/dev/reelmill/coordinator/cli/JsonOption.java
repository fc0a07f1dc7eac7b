package dev.reelmill.coordinator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Results for programs instead of people. */
final class JsonOption {

  @Option(names = "--json", description = "Print JSON.")
  private boolean wanted;

  boolean isWanted() {
    return wanted;
  }

  /** Prints a result if JSON is wanted; whether it was. */
  boolean print(JsonNode result, PrintWriter out) {
    if (wanted) {
      out.print(Json.pretty(result));
      out.flush();
    }
    return wanted;
  }
}
