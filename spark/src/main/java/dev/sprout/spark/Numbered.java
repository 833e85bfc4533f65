package dev.sprout.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Records of a job by number, from 0 without gaps, in partitions and orders of any kind.
 *
 * @param records records by number
 * @param count how many there are
 */
record Numbered<T>(JavaPairRDD<Long, T> records, long count) {
  private static final int SLICE = 4096;

  /** Records of a list, in its order. */
  static <T> Numbered<T> of(List<T> values, JavaSparkContext context) {
    List<Tuple2<Long, T>> pairs = new ArrayList<>(values.size());
    for (T value : values) {
      pairs.add(new Tuple2<>((long) pairs.size(), value));
    }
    int slices = 1 + values.size() / SLICE;
    return new Numbered<>(context.parallelizePairs(pairs, slices), values.size());
  }
}
