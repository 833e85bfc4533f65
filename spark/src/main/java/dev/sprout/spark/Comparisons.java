package dev.sprout.spark;

import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.KernelDistance;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores that compare pictures with each other, by tasks that each have all features. Blocks and
 * subsets are those of one machine, so that the scores are too.
 */
final class Comparisons {
  private static final int BLOCK = 512; // of pairs, see PrecisionRecall

  private final JavaSparkContext context;
  private final int threads;
  private final int[] counts;
  private final Broadcast<FeatureMatrix> real;
  private final Broadcast<FeatureMatrix> fake;

  /** Sends the features of both sets to the executors. */
  Comparisons(JavaSparkContext context, FeatureMatrix real, FeatureMatrix fake, int threads) {
    this.context = context;
    this.threads = threads;
    this.counts = new int[] {real.rows(), fake.rows()};
    this.real = context.broadcast(real);
    this.fake = context.broadcast(fake);
  }

  /** Kernel distance over random subsets, a task each. */
  KernelDistance kernel(int subsets, int size, long seed) {
    List<KernelDistance.Subset> chosen =
        KernelDistance.subsets(counts[0], counts[1], subsets, size, seed);
    int cores = threads;
    Broadcast<FeatureMatrix> first = real;
    Broadcast<FeatureMatrix> second = fake;
    List<Double> each =
        context
            .parallelize(chosen, chosen.size())
            .map(
                subset ->
                    Networks.onThreads(
                        cores,
                        () ->
                            KernelDistance.of(first.value(), second.value(), List.of(subset))
                                .mean()))
            .collect();
    return KernelDistance.ofEach(each.stream().mapToDouble(value -> value).toArray());
  }

  /** Precision and recall, a task for each block of pictures. */
  PrecisionRecall precisionRecall() {
    return new PrecisionRecall(
        share(real, counts[0], fake, counts[1]), share(fake, counts[1], real, counts[0]));
  }

  private double share(
      Broadcast<FeatureMatrix> centres, int count, Broadcast<FeatureMatrix> others, int of) {
    int cores = threads;
    List<double[]> blocks =
        context
            .parallelize(begins(count), begins(count).size())
            .map(
                begin ->
                    Networks.onThreads(
                        cores,
                        () ->
                            PrecisionRecall.squaredRadii(
                                centres.value(), begin, Math.min(count, begin + BLOCK))))
            .collect();
    Broadcast<double[]> radii =
        context.broadcast(blocks.stream().flatMapToDouble(Arrays::stream).toArray());
    List<Long> inside =
        context
            .parallelize(begins(of), begins(of).size())
            .map(
                begin ->
                    Networks.onThreads(
                        cores,
                        () ->
                            PrecisionRecall.inside(
                                centres.value(),
                                radii.value(),
                                others.value(),
                                begin,
                                Math.min(of, begin + BLOCK))))
            .collect();
    return inside.stream().mapToLong(value -> value).sum() / (double) of;
  }

  private static List<Integer> begins(int count) {
    return new ArrayList<>(IntStream.iterate(0, i -> i < count, i -> i + BLOCK).boxed().toList());
  }
}
