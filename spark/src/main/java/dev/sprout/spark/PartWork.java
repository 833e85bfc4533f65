package dev.sprout.spark;

import java.io.Serializable;
import java.util.List;

/**
 * Work on a part, in an executor. Its result depends on the records and their numbers alone, as it
 * may be done again, or twice at once.
 */
interface PartWork<T> extends Serializable {

  /** Columns of the rows, as Parquet writes schemas. */
  String schema();

  /**
   * Adds one row for each record, in order.
   *
   * @param part number of the part
   * @param first number of its first record
   * @throws dev.sprout.core.UserError when no record can be worked on
   */
  void work(int part, long first, List<T> records, PartRows rows);
}
