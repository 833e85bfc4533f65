package dev.sprout.tokenunify.verify;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.tokenunify.mamba.GradientTape;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.network.MambaUnetConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recomputes recorded arrays of TokenUnify's network from its weights: forward and backward. */
public final class NetworkVerification {
  private static final String GRADIENT = "grad.";

  private NetworkVerification() {}

  /**
   * Compares what the parts give, the output, the loss and all recorded gradients.
   *
   * @param vectorsFile NPZ with {@code input} [B, 1, z, y, x], {@code target} and, for a weighted
   *     loss, {@code weight} [B, outputs, z, y, x]; {@code output} after the sigmoid, {@code loss};
   *     any of {@code stage0} … {@code decoder1}; gradients of the loss as {@code grad.NAME}, each
   *     compared as a share of the largest number of its array
   * @throws dev.sprout.core.UserError when a file can't be read or lacks an array
   */
  public static List<Check> run(Path weightsFile, Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = WeightFile.open(weightsFile);
        NpzFile vectors = NpzFile.open(vectorsFile);
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      MambaUnetConfig config = MambaUnetConfigReader.of(weightsFile, file.tensors());
      Weights weights =
          Weights.read(weightsFile, file, MambaUnet.parameters(config), n -> false, manager);
      weights.requireGradients();
      List<Check> checks = new ArrayList<>();
      GradientTape tape = new GradientTape();
      NDArray map =
          new MambaUnet(config, weights)
              .forward(
                  vectors.read("input", manager),
                  tape,
                  (name, array) -> compare(checks, vectors, name, array));
      NDArray output = MambaUnet.probability(map);
      compare(checks, vectors, "output", output);
      NDArray loss = loss(output, vectors, manager);
      compare(checks, vectors, "loss", loss.reshape(1));
      tape.backward(collector, loss);
      weights.arrays().forEach((name, array) -> compareGradient(checks, vectors, name, array));
      return checks;
    }
  }

  private static NDArray loss(NDArray output, NpzFile vectors, NDManager manager) {
    NDArray target = vectors.read("target", manager).toType(DataType.FLOAT32, false);
    NDArray squares = output.sub(target).square();
    if (!vectors.names().contains("weight")) {
      return squares.mean();
    }
    NDArray weighted = squares.mul(vectors.read("weight", manager)).sum();
    return weighted.div(output.size() / output.getShape().get(1));
  }

  private static void compare(List<Check> checks, NpzFile vectors, String name, NDArray array) {
    if (vectors.names().contains(name)) {
      checks.add(Check.of(name, array, vectors.read(name, array.getManager())));
    }
  }

  private static void compareGradient(
      List<Check> checks, NpzFile vectors, String name, NDArray weight) {
    String gradient = GRADIENT + name;
    if (vectors.names().contains(gradient)) {
      NDArray recorded = vectors.read(gradient, weight.getManager());
      float scale = recorded.abs().max().getFloat();
      checks.add(Check.of(gradient, weight.getGradient().div(scale), recorded.div(scale)));
    }
  }
}
