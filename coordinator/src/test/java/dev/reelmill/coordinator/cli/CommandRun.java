package dev.reelmill.coordinator.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * A command line as it was carried out in this JVM.
 *
 * @param out what it printed on standard output
 * @param err what it printed on standard error, without logs
 */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(List<String> arguments) {
    return of(arguments.toArray(String[]::new));
  }

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = ReelmillProgram.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = line.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
