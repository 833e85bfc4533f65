package dev.sprout.spark;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;

/**
 * Division of numbered records into parts of equal size, of which some are to be computed. A part
 * is one partition and one task, so that what a record meets depends on its number alone.
 * Immutable.
 */
final class PartPlan extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final int[] todo;

  private PartPlan(int size, int... todo) {
    this.size = size;
    this.todo = todo;
  }

  /**
   * Plans all parts of {@code count} records but the finished ones.
   *
   * @param size records of a part; the last one may have fewer
   */
  static PartPlan of(long count, int size, BitSet finished) {
    int parts = parts(count, size);
    return new PartPlan(size, IntStream.range(0, parts).filter(p -> !finished.get(p)).toArray());
  }

  /** Number of parts of so many records. */
  static int parts(long count, int size) {
    return Math.toIntExact((count + size - 1) / size);
  }

  /** Number of the part that a partition computes. */
  int part(int partition) {
    return todo[partition];
  }

  /** Whether a record's part is to be computed. */
  boolean isPlanned(long record) {
    return partition(record) >= 0;
  }

  private int partition(long record) {
    return Arrays.binarySearch(todo, (int) (record / size));
  }

  @Override
  public int numPartitions() {
    return todo.length;
  }

  @Override
  public int getPartition(Object record) {
    return partition((Long) record);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartPlan that && size == that.size && Arrays.equals(todo, that.todo);
  }

  @Override
  public int hashCode() {
    return 31 * size + Arrays.hashCode(todo);
  }
}
