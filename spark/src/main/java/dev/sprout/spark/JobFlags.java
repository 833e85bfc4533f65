package dev.sprout.spark;

import dev.sprout.cli.Progress;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine.Option;

/** Where a job writes, and which failures it bears. */
final class JobFlags {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description =
          "New folder, on any file system that Spark writes to, or the folder of the same job, which"
              + " then goes on.")
  private String output;

  @Option(
      names = "--max-errors",
      defaultValue = "100",
      paramLabel = "N",
      description =
          "Records that may fail, each a row with its error; one more ends the job"
              + " (default ${DEFAULT-VALUE}).")
  private long maxErrors;

  @Option(
      names = "--part",
      paramLabel = "N",
      description =
          "Records of a part, which one task computes (default the job's). Pictures and captions of"
              + " another number differ in their last digits.")
  private Integer part;

  /** The folder as given. */
  String output() {
    return output;
  }

  /** Checks what needs no Spark. */
  void check() {
    Require.atLeast("maxErrors", maxErrors, 0);
    if (part != null) {
      Require.between("part", part, 1, 1 << 20);
    }
  }

  /**
   * Runs the parts of a job that are missing.
   *
   * @param name folder below the output, or empty for that itself
   * @param description everything that the rows depend on, by name
   * @param usualPart records of a part, if no other number is given
   * @throws dev.sprout.core.UserError as {@link JobFolder#begin} and {@link PartRun#run}
   */
  <T> PartRun.Summary run(
      SparkSession session,
      String name,
      Map<String, String> description,
      int usualPart,
      Numbered<T> input,
      PartWork<T> work) {
    JobFolder folder = folder(session, name);
    int partSize = part == null ? usualPart : part;
    Map<String, String> whole = new TreeMap<>(description);
    whole.put("part", String.valueOf(partSize));
    folder.begin(whole);
    int shown = (int) Math.min(Integer.MAX_VALUE, input.count());
    try (Progress progress = new Progress("Records", shown)) {
      return new PartRun(session, folder, partSize, maxErrors)
          .run(input, work, done -> progress.stepTo((int) Math.min(shown, done)));
    }
  }

  /** The folder of a job, see {@link #run}. */
  JobFolder folder(SparkSession session, String name) {
    Configuration configuration = session.sparkContext().hadoopConfiguration();
    String root = name.isEmpty() ? output : output + "/" + name;
    return new JobFolder(
        qualified(root, configuration), new SerializableConfiguration(configuration));
  }

  /** A path that means the same in executors, which start in folders of their own. */
  private static String qualified(String path, Configuration configuration) {
    try {
      Path given = new Path(path);
      return given.getFileSystem(configuration).makeQualified(given).toString();
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.failure(e, "%s can't be used as output: %s", path, e.getMessage());
    }
  }
}
