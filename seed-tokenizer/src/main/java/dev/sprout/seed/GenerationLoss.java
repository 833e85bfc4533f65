package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchScript;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far generation embeddings are from what a generator draws from (SEED-LLaMA, section 3.2), and
 * how many of them are nearer to their own concept than to all others. Thread-safe.
 */
final class GenerationLoss {
  private static final TorchScript LOSSES = Preprocessing.LOSSES;

  private final GenerationTargets targets;
  private final NDArray concepts;
  private final NDArray variance;

  /**
   * A loss.
   *
   * @param manager owns the table of concepts
   */
  GenerationLoss(GenerationTargets targets, NDManager manager) {
    this.targets = targets;
    this.concepts = manager.create(targets.concepts());
    this.variance = manager.create(targets.variance());
  }

  /**
   * The sum of the relative error and the loss of recognition, which are recorded with the share
   * recognised.
   *
   * @param embeddings of pictures, [B, E]
   */
  NDArray of(NDArray embeddings, int[] pictures, Map<String, Double> meters) {
    NDManager scope = embeddings.getManager();
    int width = (int) embeddings.getShape().get(1);
    float[] wanted = new float[pictures.length * width];
    for (int i = 0; i < pictures.length; i++) {
      System.arraycopy(targets.embedding(pictures[i]), 0, wanted, i * width, width);
    }
    NDArray target = scope.create(wanted, new Shape(pictures.length, width));
    NDArray own = concepts(pictures, scope);
    NDArray error = LOSSES.call("relative_error", embeddings, target, variance);
    NDList recognition = LOSSES.callForList("nearest_concept", embeddings, target, concepts, own);
    meters.put("generation", (double) error.getFloat());
    meters.put("recognition", (double) recognition.get(0).getFloat());
    meters.put("recognised", (double) recognition.get(1).getFloat());
    return error.add(recognition.get(0));
  }

  /** Concepts of pictures, rows of the table, [B]. */
  int[] concepts(int[] pictures) {
    return IntStream.of(pictures).map(targets::concept).toArray();
  }

  /** Concepts of pictures, rows of the table, int64 [B]. */
  NDArray concepts(int[] pictures, NDManager scope) {
    return scope.create(IntStream.of(concepts(pictures)).asLongStream().toArray());
  }
}
