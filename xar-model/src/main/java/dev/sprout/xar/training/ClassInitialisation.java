package dev.sprout.xar.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.Arrays;

/**
 * Initial class embeddings from principal components: of the mean latents of each class's training
 * pictures, the scores on the leading components, each component scaled by the square root of its
 * spread. Classes that look alike thus begin with similar embeddings. With thousands of classes of
 * a few pictures each, training from here reaches a loss several times sooner than from random
 * embeddings.
 */
public final class ClassInitialisation {
  private static final TorchScript SCRIPT =
      TorchScript.load(ClassInitialisation.class, "PrincipalComponents.torchscript");

  private ClassInitialisation() {}

  /**
   * Overwrites the first channels of the table's rows, one channel per component; the others keep
   * their random values. A picture counts for its first label. The written numbers have a root mean
   * square of 1.
   *
   * @param weights weights of the network, whose class table is changed
   * @param latents latents of all pictures
   * @param labels class table rows of each picture
   * @param trained indices of the training pictures
   */
  public static void apply(Weights weights, LatentSet latents, long[][] labels, int[] trained) {
    NDArray table = weights.get("class_emb.weight"); // [K + 1, D]
    int classes = 1 + (int) Arrays.stream(labels).mapToLong(row -> row[0]).max().orElse(0);
    try (NDManager scope = table.getManager().newSubManager()) {
      NDArray means = classMeans(scope, latents, labels, trained, classes);
      int count =
          (int) Math.min(table.getShape().get(1), Math.min(classes, means.getShape().get(1)));
      NDArray scores = SCRIPT.call("scores", means, count); // [classes, count]
      NDArray unit = scores.div(scores.square().mean().sqrt());
      table.set(new NDIndex(":{}, :{}", classes, count), unit);
    }
  }

  /** Mean latents of each class's training pictures. */
  private static NDArray classMeans(
      NDManager scope, LatentSet latents, long[][] labels, int[] trained, int classes) {
    int length = latents.mean(0).length;
    float[] sums = new float[classes * length];
    int[] counts = new int[classes];
    for (int index : trained) {
      int row = (int) labels[index][0];
      float[] mean = latents.mean(index);
      counts[row]++;
      for (int i = 0; i < length; i++) {
        sums[row * length + i] += (mean[i] - sums[row * length + i]) / counts[row];
      }
    }
    return scope.create(sums, new Shape(classes, length));
  }
}
