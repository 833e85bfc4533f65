package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with a tokenizer: {@code config.json} and {@code seed.safetensors}, or the released
 * files as they were downloaded, {@code seed_quantizer.pt} and the vision transformer {@code
 * eva_vit_g.pth}.
 *
 * @param config sizes
 * @param files of the weights
 */
public record SeedFolder(SeedConfig config, List<Path> files) {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "seed.safetensors";
  private static final String RELEASED = "seed_quantizer.pt";
  private static final String RELEASED_VISION = "eva_vit_g.pth";
  private static final String VISION = "visual_encoder.";

  /** Head widths of the released networks: EVA-CLIP ViT-g and BERT base. */
  private static final int VISION_HEAD = 88;

  private static final int HEAD = 64;

  /**
   * Reads what is in a folder, but not the weights.
   *
   * @throws UserError when something is missing or says something impossible
   */
  public static SeedFolder of(Path folder) {
    Path released = folder.resolve(RELEASED);
    if (Files.exists(folder.resolve(CONFIG)) || Files.notExists(released)) {
      SeedConfig config =
          JsonFile.readRecord(folder.resolve(CONFIG), SeedConfig.class, UserError.Kind.FAILED);
      return new SeedFolder(config, List.of(folder.resolve(WEIGHTS)));
    }
    Path vision = folder.resolve(RELEASED_VISION);
    List<Path> files = Files.exists(vision) ? List.of(released, vision) : List.of(released);
    Map<String, TensorInfo> tensors = tensors(files);
    int visionWidth = width(released, tensors, VISION + "cls_token");
    int width = width(released, tensors, "query_tokens");
    return new SeedFolder(
        SeedConfigReader.of(released, tensors, visionWidth / VISION_HEAD, width / HEAD), files);
  }

  private static int width(Path file, Map<String, TensorInfo> tensors, String name) {
    TensorInfo info = tensors.get(name);
    if (info == null || info.shape().length != 3) {
      throw UserError.failure(
          "%s holds no %s; put the vision transformer %s beside it", file, name, RELEASED_VISION);
    }
    return Math.toIntExact(info.shape()[2]);
  }

  /** The arrays of all files, those of the vision transformer's own file behind its prefix. */
  private static Map<String, TensorInfo> tensors(List<Path> files) {
    Map<String, TensorInfo> all = new LinkedHashMap<>();
    for (Path file : files) {
      try (WeightFile source = WeightFile.open(file)) {
        source.tensors().forEach((name, info) -> all.put(prefix(file) + name, info));
      }
    }
    return withoutLastBlock(files, all);
  }

  /** The tokenizer doesn't use the last block of the vision transformer's own file (BLIP-2). */
  private static Map<String, TensorInfo> withoutLastBlock(
      List<Path> files, Map<String, TensorInfo> tensors) {
    if (files.size() > 1) {
      int last = 0;
      while (tensors.containsKey(VISION + "blocks." + (last + 1) + ".attn.qkv.weight")) {
        last++;
      }
      String block = VISION + "blocks." + last + ".";
      tensors.keySet().removeIf(name -> name.startsWith(block));
    }
    return tensors;
  }

  private static String prefix(Path file) {
    return file.endsWith(RELEASED_VISION) ? VISION : "";
  }

  /** Reads the weights, checked against the sizes, one array at a time. */
  public Weights weights(NDManager parent) {
    Map<String, long[]> expected = new LinkedHashMap<>();
    for (Parameter parameter : SeedNetwork.parameters(config)) {
      expected.put(parameter.name(), parameter.shape().getShape());
    }
    boolean released = !files.get(0).endsWith(WEIGHTS);
    WeightMismatch.check(files.get(0), expected, tensors(files), name -> released);
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    expected.keySet().forEach(name -> arrays.put(name, null)); // keeps the order
    for (Path file : files) {
      String prefix = prefix(file);
      try (WeightFile source = WeightFile.open(file)) {
        source.tensors().keySet().stream()
            .filter(name -> expected.containsKey(prefix + name))
            .forEach(
                name ->
                    arrays.put(
                        prefix + name,
                        WeightMismatch.finite(file, name, source.read(name, manager))));
      }
    }
    return Weights.of(manager, arrays);
  }

  /** Writes a folder, the weights in half precision. */
  public static void write(Path folder, SeedConfig config, Weights weights) {
    write(folder, config, weights, TensorType.F16);
  }

  /** Like {@link #write(Path, SeedConfig, Weights)}, with elements of another type. */
  public static void write(Path folder, SeedConfig config, Weights weights, TensorType type) {
    weights.save(folder.resolve(WEIGHTS), type, Map.of());
    JsonFile.write(folder.resolve(CONFIG), config);
  }
}
