package dev.sprout.language;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model folder as Hugging Face lays it out: {@code config.json} with {@code model.safetensors},
 * {@code pytorch_model.bin}, or an index of shards of either.
 *
 * @param config sizes; the vocabulary is the one of the embedding, which an adapter may have grown,
 *     and embeddings count as tied only where no head is stored
 * @param weights closed by the caller
 */
public record LlamaCheckpoint(LlamaConfig config, Weights weights) implements AutoCloseable {
  private static final String SINGLE = "model.safetensors";
  private static final List<String> FILES =
      List.of(
          SINGLE,
          "model.safetensors.index.json",
          "pytorch_model.bin",
          "pytorch_model.bin.index.json");

  /** Reads a checkpoint without an adapter, see {@link #read(Path, Path, Precision, NDManager)}. */
  public static LlamaCheckpoint read(Path folder, Precision precision, NDManager parent) {
    return read(folder, null, precision, parent);
  }

  /**
   * Reads a checkpoint, with an adapter folded in where one is given.
   *
   * @param adapter folder that PEFT or {@link Lora#write} left, or null
   * @param precision of all arrays but the normalisations; each is rounded as it is read, one at a
   *     time; else all is float32
   * @throws UserError when a file is missing or broken, has a setting that isn't supported, or the
   *     tensors don't fit the sizes
   */
  public static LlamaCheckpoint read(
      Path folder, Path adapter, Precision precision, NDManager parent) {
    LlamaConfig written = LlamaConfig.read(folder);
    Path file = find(folder);
    try (WeightFile source = open(file, adapter, written)) {
      boolean tied =
          written.tiedEmbeddings() && !source.tensors().containsKey(LlamaParameters.HEAD);
      LlamaConfig config = written.with(vocabulary(source, written), tied);
      Weights weights =
          Weights.read(
              file,
              source,
              LlamaNetwork.parameters(config),
              LlamaNetwork::isBuffer,
              name -> precision.isBfloat16() && LlamaNetwork.isRounded(name),
              parent);
      return new LlamaCheckpoint(config, weights);
    }
  }

  private static WeightFile open(Path file, Path adapter, LlamaConfig written) {
    WeightFile base =
        file.toString().endsWith(".json") ? ShardedWeights.open(file) : WeightFile.open(file);
    try {
      if (vocabulary(base, written) != written.vocabulary()) {
        throw UserError.failure(
            "%s: vocab_size is %d; accepted is %d, the rows of %s",
            file.resolveSibling(HuggingFaceConfig.FILE),
            written.vocabulary(),
            vocabulary(base, written),
            LlamaParameters.EMBEDDING);
      }
      return adapter == null ? base : PeftAdapter.open(adapter, base, written.tiedEmbeddings());
    } catch (RuntimeException e) {
      base.close();
      throw e;
    }
  }

  /** Writes {@code config.json} and {@code model.safetensors}, each whole or not at all. */
  public static void write(Path folder, LlamaConfig config, Weights weights, TensorType type) {
    config.write(folder);
    weights.save(folder.resolve(SINGLE), type, Map.of("format", "pt"));
  }

  /** The files of an adapter's folder. */
  public static List<Path> adapterFiles(Path adapter) {
    return PeftAdapter.files(adapter);
  }

  /** The files of a folder's weights: one, or all shards. */
  public static List<Path> files(Path folder) {
    Path file = find(folder);
    return file.toString().endsWith(".json")
        ? ShardIndex.read(file).shards().stream().map(file::resolveSibling).toList()
        : List.of(file);
  }

  private static Path find(Path folder) {
    return FILES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                UserError.failure(
                    "%s holds no weights; accepted are %s", folder, String.join(", ", FILES)));
  }

  private static int vocabulary(WeightFile source, LlamaConfig config) {
    TensorInfo embedding = source.tensors().get(LlamaParameters.EMBEDDING);
    boolean matrix = embedding != null && embedding.shape().length == 2;
    return matrix && embedding.shape()[0] <= Integer.MAX_VALUE
        ? (int) embedding.shape()[0]
        : config.vocabulary();
  }

  @Override
  public void close() {
    weights.close();
  }
}
