package dev.sprout.nn.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The batches of a step side by side, each by one core: small matrices and elementwise work don't
 * divide well among cores. The gradient is the mean of all; two addends have one sum in either
 * order, so that two lanes are reproducible to the bit. A single lane has all cores.
 */
final class MicroBatches implements AutoCloseable {
  private final TrainingTask trainee;
  private final long seed;
  private final int count;
  private final ExecutorService threads;

  MicroBatches(TrainingTask trainee, TrainingOptions options) {
    this.trainee = trainee;
    this.seed = options.seed();
    this.count = options.lanes();
    this.threads =
        count == 1 ? null : Executors.newFixedThreadPool(count, MicroBatches::singleCore);
  }

  private static Thread singleCore(Runnable work) {
    Runnable alone =
        () -> {
          JniUtils.setNumThreads(1);
          work.run();
        };
    Thread thread = new Thread(alone, "training lane");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Leaves the gradient of a step in the weights.
   *
   * @param meters receives the means of all figures
   * @return the mean loss
   */
  double backward(long step, NDManager scope, Map<String, Double> meters) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      trainee.prepare(draw(step, 0), scope);
      if (count == 1) {
        return backward(draw(step, 0), scope, meters, collector);
      }
      List<Map<String, Double>> figures = new ArrayList<>();
      List<Future<Double>> losses = new ArrayList<>();
      for (int lane = 0; lane < count; lane++) {
        BatchKey draw = draw(step, lane);
        Map<String, Double> own = new LinkedHashMap<>();
        NDManager part = scope.newSubManager();
        figures.add(own);
        losses.add(threads.submit(() -> backward(draw, part, own, collector)));
      }
      double loss = 0;
      for (Future<Double> each : losses) {
        loss += result(each) / count;
      }
      figures.forEach(own -> own.forEach((k, v) -> meters.merge(k, v / count, Double::sum)));
      return loss;
    }
  }

  private BatchKey draw(long step, int lane) {
    long batch = count * (step - 1) + lane + 1;
    return new BatchKey(step, batch, new RandomStream(seed, batch));
  }

  private double backward(
      BatchKey draw, NDManager scope, Map<String, Double> meters, GradientCollector collector) {
    return trainee.backward(draw, 1f / count, scope, meters, collector);
  }

  private static double result(Future<Double> loss) {
    try {
      return loss.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
