package dev.sprout.tokenunify.mamba;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The selective scan of Mamba (Gu and Dao, 2023, section 3) on the processor: for every channel,
 *
 * <pre>
 *   h[t] = e^(Δ[t]·A)·h[t−1] + Δ[t]·B[t]·u[t]
 *   y[t] = Σ C[t]·h[t] + D·u[t]
 * </pre>
 *
 * with the sum over the channel's states. Time and memory are linear in the length; channels go in
 * parallel unless the engine is told to use one thread. Sums have one order, so that results are
 * equal to the bit whatever the number of threads. Thread-safe.
 */
public final class SelectiveScan {
  /** Channels that share a pass over B and C. */
  private static final int GROUP = 8;

  private SelectiveScan() {}

  /** Runs from states of zero. */
  public static ScanResult run(ScanArrays arrays) {
    ScanShape shape = arrays.shape();
    return run(arrays, new float[shape.batch() * shape.channels() * shape.states()]);
  }

  /**
   * Runs from given states.
   *
   * @param initialStates before the first step // [batch, channels, states]
   */
  public static ScanResult run(ScanArrays arrays, float[] initialStates) {
    ScanShape shape = arrays.shape();
    ScanResult result = new ScanResult(shape, initialStates);
    int groups = groups(shape);
    each(
        shape.batch() * groups,
        task -> {
          int first = task % groups * GROUP;
          new ScanForward(arrays, result).run(task / groups, first, end(shape, first));
        });
    return result;
  }

  /**
   * Gradients of a loss.
   *
   * @param result of {@link #run} on the same arrays
   * @param outputGradient of the loss with respect to the outputs // [batch, channels, length]
   */
  public static ScanGradients gradients(
      ScanArrays arrays, ScanResult result, float[] outputGradient) {
    ScanShape shape = arrays.shape();
    if (outputGradient.length != arrays.u().length) {
      throw new IllegalArgumentException(
          "%d gradients given for %s".formatted(outputGradient.length, shape));
    }
    ScanGradients sum =
        new ScanGradients(
            new float[arrays.u().length],
            new float[arrays.delta().length],
            new float[arrays.a().length],
            new float[arrays.b().length],
            new float[arrays.c().length],
            new float[arrays.d().length]);
    for (int sequence = 0; sequence < shape.batch(); sequence++) {
      addGradients(arrays, result, outputGradient, sequence, sum);
    }
    return sum;
  }

  private static void addGradients(
      ScanArrays arrays, ScanResult result, float[] gy, int sequence, ScanGradients sum) {
    ScanShape shape = arrays.shape();
    int groups = groups(shape);
    int size = shape.states() * shape.length();
    float[][] b = new float[groups][size];
    float[][] c = new float[groups][size];
    ScanBackward[] parts = new ScanBackward[groups];
    each(
        groups,
        group -> {
          int first = group * GROUP;
          int end = end(shape, first);
          parts[group] = new ScanBackward(arrays, result, gy, end - first);
          parts[group].run(sequence, first, end, sum, b[group], c[group]);
        });
    int offset = sequence * size;
    for (int group = 0; group < groups; group++) {
      parts[group].addRates(group * GROUP, sum);
      add(b[group], sum.b(), offset);
      add(c[group], sum.c(), offset);
    }
  }

  private static void add(float[] part, float[] sum, int offset) {
    for (int i = 0; i < part.length; i++) {
      sum[offset + i] += part[i];
    }
  }

  private static int groups(ScanShape shape) {
    return (shape.channels() + GROUP - 1) / GROUP;
  }

  private static int end(ScanShape shape, int first) {
    return Math.min(first + GROUP, shape.channels());
  }

  private static void each(int count, IntConsumer task) {
    IntStream range = IntStream.range(0, count);
    (JniUtils.getNumThreads() == 1 ? range : range.parallel()).forEach(task);
  }
}
