package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.annotations.SerializedName;
import dev.sprout.nn.JsonFile;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A Hugging Face folder of a LLaMA: {@code config.json}, and {@code model.safetensors} or shards
 * that {@code model.safetensors.index.json} lists.
 */
public final class LlamaFolder {
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private record Index(@SerializedName("weight_map") Map<String, String> shards) {}

  private LlamaFolder() {}

  /**
   * Reads all weights, float32, one array at a time.
   *
   * @throws UserError when a file is missing or the arrays don't fit the sizes
   */
  public static Weights weights(Path folder, LlamaConfig config, NDManager parent) {
    Map<String, long[]> expected = new LinkedHashMap<>();
    LlamaNetwork.parameters(config).forEach(p -> expected.put(p.name(), p.shape().getShape()));
    List<Path> files = files(folder);
    Map<String, TensorInfo> found = new LinkedHashMap<>();
    for (Path file : files) {
      try (WeightFile source = WeightFile.open(file)) {
        found.putAll(source.tensors());
      }
    }
    WeightMismatch.check(
        folder,
        expected,
        found,
        name ->
            LlamaNetwork.isBuffer(name)
                || (config.tiedEmbeddings() && name.equals("lm_head.weight")));
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> read = new LinkedHashMap<>();
    expected.keySet().forEach(name -> read.put(name, null)); // keeps the order
    for (Path file : files) {
      try (WeightFile source = WeightFile.open(file)) {
        source.tensors().keySet().stream()
            .filter(expected::containsKey)
            .forEach(name -> read.put(name, source.read(name, manager)));
      }
    }
    return Weights.of(manager, read);
  }

  /** Writes sizes and weights, the weights in half precision. */
  public static void write(Path folder, LlamaConfig config, Weights weights) {
    config.write(folder);
    weights.save(folder.resolve(WEIGHTS), TensorType.F16, Map.of("format", "pt"));
  }

  /** The weight files of a folder, one or all shards. */
  public static List<Path> files(Path folder) {
    Path single = folder.resolve(WEIGHTS);
    Path index = folder.resolve(INDEX);
    if (Files.exists(single) || Files.notExists(index)) {
      return List.of(single);
    }
    Map<String, String> shards = JsonFile.read(index, Index.class, UserError.Kind.FAILURE).shards();
    if (shards == null || shards.isEmpty()) {
      throw UserError.failure("%s lists no shards", index);
    }
    TreeSet<String> names = new TreeSet<>(shards.values());
    for (String name : names) {
      if (!name.matches("[\\w.-]+\\.safetensors")) {
        throw UserError.failure("%s names %s; accepted are files beside it", index, name);
      }
    }
    List<String> missing = names.stream().filter(n -> Files.notExists(folder.resolve(n))).toList();
    if (!missing.isEmpty()) {
      throw UserError.failure("%s lacks %s", folder, String.join(", ", missing));
    }
    return names.stream().map(folder::resolve).toList();
  }
}
