package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shards of a checkpoint as one file. Thread-safe; owns the shards. */
final class ShardedWeights implements WeightFile {
  private final Map<String, WeightFile> shards = new LinkedHashMap<>();
  private final Map<String, WeightFile> shardOf = new LinkedHashMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  private ShardedWeights() {}

  /**
   * Opens all shards of an index.
   *
   * @throws UserError when a shard is missing or broken, or holds other tensors than the index says
   */
  static ShardedWeights open(Path file) {
    ShardIndex index = ShardIndex.read(file);
    ShardedWeights weights = new ShardedWeights();
    try {
      index.shards().forEach(name -> weights.add(name, file.resolveSibling(name)));
      weights.check(file, index);
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private void add(String name, Path file) {
    WeightFile shard = WeightFile.open(file);
    shards.put(name, shard);
    shard
        .tensors()
        .forEach(
            (tensor, info) -> {
              if (tensors.put(tensor, info) != null) {
                throw UserError.failure("%s: %s lies in an earlier shard as well", file, tensor);
              }
              shardOf.put(tensor, shard);
            });
  }

  private void check(Path file, ShardIndex index) {
    index
        .shardNames()
        .forEach(
            (tensor, name) -> {
              if (shardOf.get(tensor) != shards.get(name)) {
                throw UserError.failure(
                    "%s says that %s lies in %s, but it doesn't; fetch both again",
                    file, tensor, name);
              }
            });
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public NDArray read(String name, NDManager manager) {
    WeightFile shard = shardOf.get(name);
    if (shard == null) {
      throw UserError.failure("the shards hold no tensor %s", name);
    }
    return shard.read(name, manager);
  }

  @Override
  public void close() {
    shards.values().forEach(WeightFile::close);
  }
}
