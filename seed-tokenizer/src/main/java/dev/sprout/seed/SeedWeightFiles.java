package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weight files of a tokenizer as one; tensors of the vision transformer's own file ({@code
 * eva_vit_g.pth}) take the prefix {@code visual_encoder.}. Thread-safe; owns the files.
 */
final class SeedWeightFiles implements WeightFile {
  static final String VISION_FILE = "eva_vit_g.pth";
  static final String VISION = "visual_encoder.";

  private final Map<Path, WeightFile> files = new LinkedHashMap<>();
  private final Map<String, Path> fileOf = new LinkedHashMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  private SeedWeightFiles() {}

  /**
   * Opens all files.
   *
   * @throws UserError when one is missing or broken
   */
  static SeedWeightFiles open(List<Path> paths) {
    SeedWeightFiles joined = new SeedWeightFiles();
    try {
      paths.forEach(joined::add);
      if (paths.size() > 1) {
        joined.dropLastBlock();
      }
      return joined;
    } catch (RuntimeException e) {
      joined.close();
      throw e;
    }
  }

  private void add(Path path) {
    WeightFile file = WeightFile.open(path);
    files.put(path, file);
    file.tensors()
        .forEach(
            (name, info) -> {
              fileOf.put(prefix(path) + name, path);
              tensors.put(prefix(path) + name, info);
            });
  }

  private static String prefix(Path path) {
    return path.endsWith(VISION_FILE) ? VISION : "";
  }

  /** Drops the last block of the vision transformer, which BLIP-2 and SEED leave out. */
  private void dropLastBlock() {
    int last = 0;
    while (tensors.containsKey(VISION + "blocks." + (last + 1) + ".attn.qkv.weight")) {
      last++;
    }
    String block = VISION + "blocks." + last + ".";
    tensors.keySet().removeIf(name -> name.startsWith(block));
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
    Path path = fileOf.get(name);
    if (path == null) {
      throw UserError.failure("the tokenizer's files hold no tensor %s", name);
    }
    return files.get(path).read(name.substring(prefix(path).length()), manager);
  }

  @Override
  public void close() {
    files.values().forEach(WeightFile::close);
  }
}
