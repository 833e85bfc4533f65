package dev.sprout.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;

/** Rows of a part in the making: each record gives one, whole or with its error. For one thread. */
final class PartRows {
  /** Column of the record's number. */
  static final String NUMBER = "k";

  /** Column that says why a record has no result. */
  static final String ERROR = "error";

  private final MessageType schema;
  private final List<Group> rows = new ArrayList<>();
  private long errors;
  private String firstError = "";

  PartRows(MessageType schema) {
    this.schema = schema;
  }

  /** Begins the next record's row. */
  Group row(long number) {
    Group row = new SimpleGroup(schema);
    row.add(NUMBER, number);
    rows.add(row);
    return row;
  }

  /** Gives a row its error. */
  void fail(Group row, String error) {
    row.add(ERROR, error);
    if (errors == 0) {
      firstError = "record %d: %s".formatted(row.getLong(NUMBER, 0), error);
    }
    errors++;
  }

  List<Group> rows() {
    return rows;
  }

  /** What became of the part. */
  PartReport report(int part) {
    return new PartReport(part, rows.size(), errors, firstError);
  }
}
