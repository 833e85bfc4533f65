package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;

/** Recomputes recorded arrays of a SEED tokenizer from its weights. */
public final class SeedVerification {

  /** What the recorded configuration says that arrays don't. */
  private record Heads(@SerializedName("vheads") int vision, @SerializedName("qheads") int width) {}

  private SeedVerification() {}

  /**
   * Compares every stage from {@code pixels} to {@code image_embedding}; the way back begins at the
   * recorded ids.
   *
   * @param configFile JSON with {@code vheads} and {@code qheads}
   * @throws UserError when a file can't be read or doesn't hold what is needed
   */
  public static List<Check> run(Path configFile, Path weightsFile, Path vectorsFile) {
    Heads heads = JsonFile.read(configFile, Heads.class, UserError.Kind.FAILED);
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = WeightFile.open(weightsFile);
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      SeedConfig config =
          SeedConfigReader.of(weightsFile, file.tensors(), heads.vision(), heads.width());
      Weights weights =
          Weights.read(weightsFile, file, SeedNetwork.parameters(config), n -> true, manager);
      SeedNetwork network = new SeedNetwork(config, weights, Precision.FP32);
      NDArray vision = network.vision(vectors.read("pixels", manager));
      NDArray causal = network.causalEmbeddings(vision);
      NDArray projected = network.project(causal);
      NDArray recordedIds = vectors.read("indices", manager);
      NDArray widened = network.widened(network.codes(recordedIds));
      return List.of(
          Check.of("vit_out", vision, vectors.read("vit_out", manager)),
          Check.of("qformer_out", causal, vectors.read("qformer_out", manager)),
          Check.of("down", projected, vectors.read("down", manager)),
          Check.of("indices", network.nearest(projected), recordedIds),
          Check.of("decoded_up", widened, vectors.read("decoded_up", manager)),
          Check.of(
              "image_embedding",
              network.generationEmbedding(widened),
              vectors.read("image_embedding", manager)));
    }
  }
}
