package dev.sprout.tokenunify.verify;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.tokenunify.mamba.GatedScan;
import dev.sprout.tokenunify.mamba.GradientTape;
import dev.sprout.tokenunify.mamba.MambaBlock;
import dev.sprout.tokenunify.mamba.MambaConfig;
import dev.sprout.tokenunify.mamba.MambaConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recomputes recorded arrays of selective scans and Mamba blocks. */
public final class MambaVerification {
  private static final List<String> SCAN_INPUTS =
      List.of("u", "delta", "A", "B", "C", "D", "z", "delta_bias");

  private MambaVerification() {}

  /**
   * Compares the outputs, the last states and all gradients of a scan.
   *
   * @param vectorsFile NPZ with {@code u}, {@code delta} and {@code z} [B, E, L], {@code A} [E, N],
   *     {@code B} and {@code C} [B, N, L], {@code D} and {@code delta_bias} [E]; {@code y}, {@code
   *     last_state}, {@code loss_weight} and {@code grad.NAME}
   * @throws dev.sprout.core.UserError when the file can't be read or lacks an array
   */
  public static List<Check> scan(Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(vectorsFile);
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Map<String, NDArray> inputs = new LinkedHashMap<>();
      for (String name : SCAN_INPUTS) {
        NDArray input = vectors.read(name, manager);
        input.setRequiresGradient(true);
        inputs.put(name, input);
      }
      GradientTape tape = new GradientTape();
      GatedScan scan = new GatedScan(inputs.values().toArray(NDArray[]::new), tape);
      tape.backward(collector, scan.y().mul(vectors.read("loss_weight", manager)).sum());
      List<Check> checks = new ArrayList<>();
      checks.add(Check.of("y", scan.y(), vectors.read("y", manager)));
      checks.add(Check.of("last_state", scan.lastStates(), vectors.read("last_state", manager)));
      inputs.forEach(
          (name, input) -> {
            String gradient = "grad." + name;
            NDArray recorded = vectors.read(gradient, manager);
            checks.add(Check.of(gradient, input.getGradient(), recorded));
          });
      return checks;
    }
  }

  /**
   * Compares the outputs of a block in one, two or three scan orders, told by the weights.
   *
   * @param vectorsFile NPZ with {@code hidden} and {@code out} [B, L, width], {@code nslices}
   * @throws dev.sprout.core.UserError when a file can't be read or lacks an array
   */
  public static List<Check> block(Path weightsFile, Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = WeightFile.open(weightsFile);
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      int slices = (int) vectors.read("nslices", manager).toLongArray()[0];
      MambaConfig config = MambaConfigReader.of(weightsFile, file.tensors(), slices);
      Weights weights =
          Weights.read(weightsFile, file, config.parameters(""), name -> false, manager);
      NDArray out =
          new MambaBlock(config, weights, "").forward(vectors.read("hidden", manager));
      return List.of(Check.of("out", out, vectors.read("out", manager)));
    }
  }
}
