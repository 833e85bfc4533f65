package dev.sprout.spark;

import dev.sprout.tokenunify.inference.SegmentationCluster;
import dev.sprout.tokenunify.inference.SegmentationStep;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A segmentation's tasks as tasks of Spark, which carry nothing but their numbers. */
record SegmentationTasks(SparkSession session, Work work) implements SegmentationCluster {

  /** What an executor does. */
  interface Work extends Serializable {
    /**
     * Runs tasks of a step.
     *
     * @throws dev.sprout.core.UserError when one of them fails
     */
    void run(SegmentationStep step, int... numbers);
  }

  @Override
  public void run(SegmentationStep step, int[] numbers, IntConsumer finished) {
    List<int[]> parts = new ArrayList<>();
    for (int from = 0; from < numbers.length; from += step.atOnce()) {
      int to = Math.min(numbers.length, from + step.atOnce());
      parts.add(Arrays.copyOfRange(numbers, from, to));
    }
    if (parts.isEmpty()) {
      return;
    }
    Work each = work;
    JavaRDD<int[]> done =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(parts, parts.size())
            .map(
                part -> {
                  each.run(step, part);
                  return part;
                });
    Results.of(session, done, int[].class, part -> Arrays.stream(part).forEach(finished));
  }
}
