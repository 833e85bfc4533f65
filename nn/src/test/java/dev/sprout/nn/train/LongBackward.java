package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Training whose backward pass is one native call of many products: loss = mean (x·W + x·W + ···)².
 */
final class LongBackward implements TrainingTask {
  private static final int WIDTH = 256;
  private static final int PRODUCTS = 700;
  private static final int STEPS = 2;

  private final Weights weights;
  private final Consumer<String> started;

  private LongBackward(NDManager manager, Consumer<String> started) {
    Parameter w = Parameter.of("w", Initialisation.XAVIER_UNIFORM, WIDTH, WIDTH);
    this.weights = Weights.initialise(List.of(w), 5, manager);
    this.started = started;
  }

  /** Trains in a process of its own, which prints a line before each backward pass. */
  public static void main(String[] arguments) {
    train(Path.of(arguments[0]), System.out::println);
  }

  /** Trains to the end, or goes on with the run in the folder. */
  static void train(Path run, Consumer<String> started) {
    OptimiserOptions optimiser = new OptimiserOptions(1e-3, 0.9, 0.96, 1e-8, 0, 10, 0.9);
    TrainingOptions options =
        new TrainingOptions(
            STEPS, 0, TrainingOptions.Schedule.CONSTANT, 3, 1, 1, null, 1, 2, optimiser);
    try (NDManager manager = NDManager.newBaseManager();
        RunFolder folder = RunFolder.open(run)) {
      new TrainingLoop(new LongBackward(manager, started), options, folder.path(), manager)
          .run(true);
    }
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int batch() {
    return WIDTH;
  }

  @Override
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    NDArray x = GaussianNoise.draw(key.random(), scope, new Shape(WIDTH, WIDTH));
    NDArray sum = x;
    for (int i = 0; i < PRODUCTS; i++) {
      sum = sum.add(x.matMul(weights.get("w")));
    }
    NDArray loss = sum.square().mean();
    started.accept("backward pass of step " + key.step());
    return loss;
  }

  @Override
  public void export(Weights averages, Path folder) {
    averages.save(folder.resolve("model.safetensors"), TensorType.F32, Map.of());
  }
}
