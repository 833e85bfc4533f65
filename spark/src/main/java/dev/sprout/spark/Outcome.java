package dev.sprout.spark;

import dev.sprout.cli.JsonOption;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Outcome of a job, as {@code --json} prints it.
 *
 * @param output folder of the results
 * @param records all records
 * @param errors those that failed
 * @param parts all parts
 * @param finishedBefore parts that an earlier start had finished
 */
record Outcome(String output, long records, long errors, int parts, int finishedBefore) {

  static Outcome of(JobFlags job, PartRun.Summary summary) {
    return new Outcome(
        job.output(),
        summary.records(),
        summary.errors(),
        summary.parts(),
        summary.finishedBefore());
  }

  void print(CommandSpec command, JsonOption json) {
    json.print(
        command,
        this,
        "%s: %d records, %d of them with errors; %d of %d parts were finished before"
            .formatted(output, records, errors, finishedBefore, parts));
  }
}
