package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.TorchScript;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Loss of generation embeddings against the generator's class embeddings (SEED-LLaMA, arXiv
 * 2310.01218, section 3.2), with the share nearest to their own concept. Thread-safe.
 */
final class GenerationLoss {
  private static final TorchScript LOSSES = Preprocessing.LOSSES;

  private final GenerationTargets targets;
  private final NDArray concepts;
  private final NDArray variance;

  /**
   * Creates the loss.
   *
   * @param manager owner of the concept table
   */
  GenerationLoss(GenerationTargets targets, NDManager manager) {
    this.targets = targets;
    this.concepts = manager.create(targets.concepts());
    this.variance = manager.create(targets.variance());
  }

  /**
   * Relative squared error plus cross-entropy over concepts, a scalar; both go to the meters.
   *
   * @param embeddings generation embeddings, [B, E]
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

  /** Concepts of pictures: rows of the concept table, [B]. */
  int[] concepts(int[] pictures) {
    return IntStream.of(pictures).map(targets::concept).toArray();
  }

  /** Concepts of pictures: rows of the concept table, int64 [B]. */
  NDArray concepts(int[] pictures, NDManager scope) {
    return scope.create(IntStream.of(concepts(pictures)).asLongStream().toArray());
  }
}
