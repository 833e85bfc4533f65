package dev.sprout.spark;

import dev.sprout.core.UserError;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import scala.Tuple2;

/**
 * Column of a Parquet file or a folder of them, with rows numbered by the files' names and their
 * order inside, however Spark splits the files.
 *
 * @param rows columns file, row of the file, value
 * @param firsts number of each file's first row
 * @param count number of all rows
 */
record Table(Dataset<Row> rows, Map<String, Long> firsts, long count) {

  /**
   * Opens a column.
   *
   * @throws UserError when there is no such table or column, or it is of another type
   */
  static Table open(SparkSession session, String path, String column, DataType type) {
    Dataset<Row> table = read(session, path);
    if (column == null) {
      throw UserError.unusable(
          "column", "is missing; %s has %s", path, String.join(", ", table.columns()));
    } else if (!Arrays.asList(table.columns()).contains(column)) {
      throw UserError.invalid("column", column, "one of " + String.join(", ", table.columns()));
    } else if (!table.schema().apply(column).dataType().equals(type)) {
      throw UserError.unusable(
          "column",
          "is %s, whose values are of type %s; accepted is %s",
          column,
          table.schema().apply(column).dataType().simpleString(),
          type.simpleString());
    }
    Column file = functions.col("_metadata.file_path").as("file");
    Column row = functions.col("_metadata.row_index").as("row");
    Dataset<Row> rows = table.select(file, row, table.col(column).as("value"));
    List<Row> counts = rows.groupBy("file").count().orderBy("file").collectAsList();
    Map<String, Long> firsts = new HashMap<>();
    long count = 0;
    for (Row each : counts) {
      firsts.put(each.getString(0), count);
      count += each.getLong(1);
    }
    return new Table(rows, firsts, count);
  }

  private static Dataset<Row> read(SparkSession session, String path) {
    try {
      return session.read().parquet(path);
    } catch (Exception e) { // of Scala, where none is declared
      throw UserError.failure(e, "%s can't be read as Parquet: %s", path, e.getMessage());
    }
  }

  /** The values by number, made into records. */
  <T> Numbered<T> numbered(Making<T> making) {
    Map<String, Long> starts = new HashMap<>(firsts);
    JavaRDD<Row> all = rows.javaRDD();
    return new Numbered<>(
        all.mapToPair(
            row -> {
              long number = starts.get(row.getString(0)) + row.getLong(1);
              return new Tuple2<>(number, making.of(number, row));
            }),
        count);
  }

  /** Maker of a record of a row, whose third column is the value. */
  interface Making<T> extends Serializable {
    T of(long number, Row row);
  }
}
