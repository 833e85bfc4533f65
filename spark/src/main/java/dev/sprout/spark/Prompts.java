package dev.sprout.spark;

import dev.sprout.core.StableHash;
import dev.sprout.core.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scala.Tuple2;

/** Prompts of a job: lines of a text, or a column of a CSV or Parquet table. */
final class Prompts {
  @Parameters(
      paramLabel = "PROMPTS",
      description =
          "Text file with a prompt a line, .csv file, or Parquet file or folder, on any file system"
              + " that Spark reads.")
  private String prompts;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column of a table with the prompts.")
  private String column;

  /**
   * Numbers the pictures: those of the first prompt come first.
   *
   * @param count pictures of a prompt
   * @throws UserError when there is no such file, or no prompt in it
   */
  Numbered<String> open(SparkSession session, int count, Map<String, String> description) {
    Numbered<String> each = isText() || isCsv() ? listed(session, description) : table(session);
    description.putIfAbsent("input", "%s, %d rows of %s".formatted(prompts, each.count(), column));
    if (each.count() == 0) {
      throw UserError.failure("%s holds no prompts", prompts);
    }
    return new Numbered<>(
        each.records()
            .flatMapToPair(
                prompt ->
                    LongStream.range(prompt._1 * count, (prompt._1 + 1) * count)
                        .mapToObj(k -> new Tuple2<>(k, prompt._2))
                        .iterator()),
        each.count() * count);
  }

  private boolean isText() {
    return prompts.toLowerCase(Locale.ROOT).endsWith(".txt");
  }

  private boolean isCsv() {
    return prompts.toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  private Numbered<String> table(SparkSession session) {
    return Table.open(session, prompts, column, DataTypes.StringType)
        .numbered((number, row) -> row.isNullAt(2) ? "" : row.getString(2));
  }

  private Numbered<String> listed(SparkSession session, Map<String, String> description) {
    if (isText() && column != null) {
      throw UserError.unusable(
          "column", "is %s, but %s is a text without columns", column, prompts);
    } else if (isCsv() && column == null) {
      throw UserError.unusable("column", "is missing: %s is a table", prompts);
    }
    Path file = new Path(prompts);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                file.getFileSystem(session.sparkContext().hadoopConfiguration()).open(file),
                StandardCharsets.UTF_8))) {
      List<String> all = isText() ? reader.lines().toList() : column(reader);
      long hash = 0;
      for (String each : all) {
        hash = 31 * hash + StableHash.of(each);
      }
      description.put("input", "%d prompts, hash %016x".formatted(all.size(), hash));
      return Numbered.of(all, JavaSparkContext.fromSparkContext(session.sparkContext()));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", prompts, e.getMessage());
    }
  }

  private List<String> column(BufferedReader reader) throws IOException {
    List<String> all = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(reader, format)) {
      if (!rows.getHeaderNames().contains(column)) {
        throw UserError.invalid(
            "column", column, "one of " + String.join(", ", rows.getHeaderNames()));
      }
      for (CSVRecord row : rows) {
        all.add(row.isSet(column) ? row.get(column) : "");
      }
    }
    return all;
  }
}
