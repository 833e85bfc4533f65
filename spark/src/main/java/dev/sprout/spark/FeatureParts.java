package dev.sprout.spark;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.Moments;
import dev.sprout.evaluation.metrics.StatisticsAccumulator;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Features of a set in its finished parts. Pictures that failed are left out. Sums are made in the
 * order of the parts, in groups that depend on their number alone. Immutable.
 *
 * @param folder folder of the features
 * @param parts number of parts
 * @param dimension numbers of a feature vector
 */
record FeatureParts(JobFolder folder, int parts, int dimension) implements Serializable {
  /** Most groups: their moments, [D, D] each, meet in the driver. */
  private static final int GROUPS = 16;

  /** Moments of all vectors: each group's in a task, then theirs together. */
  Moments moments(JavaSparkContext context, int threads) {
    int size = Math.max(1, (parts + GROUPS - 1) / GROUPS);
    List<Integer> begins = IntStream.iterate(0, i -> i < parts, i -> i + size).boxed().toList();
    List<Moments> groups =
        context
            .parallelize(begins, begins.size())
            .map(begin -> Networks.onThreads(threads, () -> moments(begin, size)))
            .collect();
    Moments all = groups.get(0);
    groups.subList(1, groups.size()).forEach(all::add);
    return all;
  }

  private Moments moments(int begin, int size) {
    StatisticsAccumulator sum = new StatisticsAccumulator(dimension);
    for (int part = begin; part < Math.min(parts, begin + size); part++) {
      sum.add(read(part));
    }
    return sum.moments();
  }

  /**
   * All vectors, in order.
   *
   * @throws UserError when they are too many for an array
   */
  FeatureMatrix collect(JavaSparkContext context) {
    List<Integer> all = IntStream.range(0, parts).boxed().toList();
    List<FeatureMatrix> read = context.parallelize(all, parts).map(this::read).collect();
    long numbers = read.stream().mapToLong(part -> part.values().length).sum();
    if (numbers > Integer.MAX_VALUE - 8) { // the longest array
      throw UserError.unusable(
          "metrics",
          "has kd or precision-recall, which compare all pictures with each other: %d numbers of"
              + " features don't fit into memory, up to %d do; leave them out, or take fewer"
              + " pictures",
          numbers,
          Integer.MAX_VALUE - 8);
    }
    float[] values = new float[(int) numbers];
    int at = 0;
    for (FeatureMatrix part : read) {
      System.arraycopy(part.values(), 0, values, at, part.values().length);
      at += part.values().length;
    }
    return new FeatureMatrix(values, dimension);
  }

  private FeatureMatrix read(int part) {
    List<Binary> found = new ArrayList<>();
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), new Path(folder.rows(part)))
            .withConf(folder.configuration())
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        if (row.getFieldRepetitionCount("features") > 0) {
          found.add(row.getBinary("features", 0));
        }
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder.rows(part), e.getMessage());
    }
    float[] values = new float[found.size() * dimension];
    for (int i = 0; i < found.size(); i++) {
      ByteBuffer bytes = found.get(i).toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().get(values, i * dimension, dimension);
    }
    return new FeatureMatrix(values, dimension);
  }
}
