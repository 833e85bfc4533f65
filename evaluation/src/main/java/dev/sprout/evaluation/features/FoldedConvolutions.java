package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Convolutions with the batch norms that follow them folded in, by name, in order of declaration.
 * Constant and thread-safe; belongs to a manager.
 */
final class FoldedConvolutions {
  private static final TorchScript SCRIPT =
      TorchScript.load(FoldedConvolutions.class, "Inception.torchscript");

  private final Map<String, NDArray[]> folded = new LinkedHashMap<>(); // weight and bias

  /** Folds {@code NAME.conv.weight} with {@code NAME.bn.…} for every such name. */
  FoldedConvolutions(Weights weights, double epsilon, NDManager manager) {
    boolean packed = !manager.getDevice().isGpu();
    for (String array : weights.arrays().keySet()) {
      if (array.endsWith(".conv.weight")) {
        String name = array.substring(0, array.length() - ".conv.weight".length());
        NDList pair =
            SCRIPT.callForList(
                "fold",
                weights.get(array),
                weights.get(name + ".bn.weight"),
                weights.get(name + ".bn.bias"),
                weights.get(name + ".bn.running_mean"),
                weights.get(name + ".bn.running_var"),
                epsilon,
                packed);
        pair.attach(manager);
        folded.put(name, pair.toArray(NDArray[]::new));
      }
    }
  }

  /** Weights and biases in turn of the convolutions with these names. */
  NDArray[] parts(String... names) {
    return Stream.of(names).map(folded::get).flatMap(Stream::of).toArray(NDArray[]::new);
  }

  /** Weights and biases in turn of the convolutions of a block. */
  NDArray[] block(String block) {
    return parts(
        folded.keySet().stream()
            .filter(name -> name.startsWith(block + "."))
            .toArray(String[]::new));
  }
}
