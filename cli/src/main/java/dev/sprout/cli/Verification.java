package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** Options and report of all verifications. */
abstract class Verification extends CommonOptions implements Callable<Integer> {
  @Option(
      names = "--vectors",
      required = true,
      paramLabel = "FILE",
      description = "Recorded arrays: .npz, or .json of decodings.")
  Path vectors;

  @Option(
      names = "--tolerance",
      paramLabel = "D",
      description =
          "Largest accepted difference: absolute for values up to 1, relative above (default as"
              + " tested).")
  private Double tolerance;

  /** Default tolerance, as tested. */
  abstract double usualTolerance();

  /** Recomputes the recorded arrays and compares. */
  abstract List<Check> checks();

  @Override
  public final Integer call() {
    double accepted = tolerance == null ? usualTolerance() : tolerance;
    if (!(accepted >= 0)) {
      throw UserError.invalid("tolerance", accepted, "a number from 0");
    }
    List<Check> checks = checks();
    checks.forEach(check -> print(check, accepted));
    return checks.stream().allMatch(check -> check.within(accepted)) ? 0 : 1;
  }

  private void print(Check check, double accepted) {
    PrintWriter out = spec.commandLine().getOut();
    String verdict = check.within(accepted) ? "ok" : "over " + accepted;
    double percent = 100 * check.share(accepted);
    out.printf(
        Locale.ROOT,
        "%-40s %.3e  %6.2f %% of the tolerance  %s%n",
        check.name(),
        check.difference(),
        percent,
        verdict);
  }
}
