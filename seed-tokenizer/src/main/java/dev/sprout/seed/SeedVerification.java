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

/** Verification of a SEED tokenizer against recorded arrays. */
public final class SeedVerification {

  /** Numbers of attention heads, from the recorded configuration. */
  private record Heads(@SerializedName("vheads") int vision, @SerializedName("qheads") int width) {}

  private SeedVerification() {}

  /**
   * Compares every stage from {@code pixels} to {@code image_embedding}; the de-tokenizer starts
   * from the recorded ids.
   *
   * @param configFile JSON with {@code vheads} and {@code qheads}
   * @throws UserError when a file can't be read or lacks an array
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
      NDArray decoded = network.decodeCodes(network.quantiser().embeddings(recordedIds));
      return List.of(
          Check.of("vit_out", vision, vectors.read("vit_out", manager)),
          Check.of("qformer_out", causal, vectors.read("qformer_out", manager)),
          Check.of("down", projected, vectors.read("down", manager)),
          Check.of("indices", network.quantiser().ids(projected), recordedIds),
          Check.of("decoded_up", decoded, vectors.read("decoded_up", manager)),
          Check.of(
              "image_embedding",
              network.generationEmbedding(decoded),
              vectors.read("image_embedding", manager)));
    }
  }
}
