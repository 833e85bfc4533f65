package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
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

  @Mixin private JsonOption json;

  /**
   * What {@code --json} prints.
   *
   * @param passed whether all differences are within the tolerance
   */
  private record Report(boolean passed, double tolerance, List<Compared> checks) {}

  /**
   * One array.
   *
   * @param difference the largest; left out where it is no number
   */
  private record Compared(String name, Double difference, boolean passed) {
    static Compared of(Check check, double accepted) {
      double difference = check.difference();
      return new Compared(
          check.name(), Double.isFinite(difference) ? difference : null, check.within(accepted));
    }
  }

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
    boolean passed = checks.stream().allMatch(check -> check.within(accepted));
    List<Compared> compared = checks.stream().map(each -> Compared.of(each, accepted)).toList();
    String table =
        checks.stream().map(check -> line(check, accepted)).collect(Collectors.joining("\n"));
    json.print(spec, new Report(passed, accepted, compared), table);
    return passed ? 0 : 1;
  }

  private static String line(Check check, double accepted) {
    String verdict = check.within(accepted) ? "ok" : "over " + accepted;
    double percent = 100 * check.share(accepted);
    return String.format(
        Locale.ROOT,
        "%-40s %.3e  %6.2f %% of the tolerance  %s",
        check.name(),
        check.difference(),
        percent,
        verdict);
  }
}
