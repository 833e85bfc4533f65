package dev.sprout.seed;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorShapes;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Folder of a tokenizer: {@code config.json} with {@code seed.safetensors}, or the released {@code
 * seed_quantizer.pt} with the vision transformer {@code eva_vit_g.pth}. Immutable.
 *
 * @param config sizes of the tokenizer
 * @param files weight files
 */
public record SeedFolder(SeedConfig config, List<Path> files) {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "seed.safetensors";
  private static final String RELEASED = "seed_quantizer.pt";

  /** Width of an attention head in the released EVA-CLIP ViT-g; BERT base has {@link #HEAD}. */
  private static final int VISION_HEAD = 88;

  private static final int HEAD = 64;

  /**
   * Reads a folder's configuration, no weights.
   *
   * @throws UserError when a file is missing or invalid
   */
  public static SeedFolder of(Path folder) {
    Path released = folder.resolve(RELEASED);
    if (Files.exists(folder.resolve(CONFIG)) || Files.notExists(released)) {
      SeedConfig config =
          JsonFile.readRecord(folder.resolve(CONFIG), SeedConfig.class, UserError.Kind.FAILED);
      return new SeedFolder(config, List.of(folder.resolve(WEIGHTS)));
    }
    Path vision = folder.resolve(SeedWeightFiles.VISION_FILE);
    List<Path> files = Files.exists(vision) ? List.of(released, vision) : List.of(released);
    try (WeightFile source = SeedWeightFiles.open(files)) {
      return new SeedFolder(config(released, source.tensors()), files);
    }
  }

  private static SeedConfig config(Path file, Map<String, TensorInfo> tensors) {
    TensorShapes shapes = new TensorShapes(file, "SEED tokenizer", tensors);
    String vision = SeedWeightFiles.VISION + "cls_token";
    if (!shapes.has(vision)) {
      throw UserError.failure(
          "%s holds no vision transformer; put %s beside it", file, SeedWeightFiles.VISION_FILE);
    }
    int visionHeads = shapes.size(vision, 2) / VISION_HEAD;
    int heads = shapes.size("query_tokens", 2) / HEAD;
    return SeedConfigReader.of(file, tensors, visionHeads, heads);
  }

  /**
   * Reads the weights in float32.
   *
   * @throws UserError when arrays are missing, of another shape or not finite
   */
  public Weights weights(NDManager parent) {
    boolean released = !files.get(0).endsWith(WEIGHTS);
    try (WeightFile source = SeedWeightFiles.open(files)) {
      List<Parameter> parameters = SeedNetwork.parameters(config);
      return Weights.read(files.get(0), source, parameters, name -> released, parent);
    }
  }

  /** Writes configuration and weights, these in half precision. */
  public static void write(Path folder, SeedConfig config, Weights weights) {
    write(folder, config, weights, TensorType.F16);
  }

  /** Like {@link #write(Path, SeedConfig, Weights)}, with another element type. */
  public static void write(Path folder, SeedConfig config, Weights weights, TensorType type) {
    weights.save(folder.resolve(WEIGHTS), type, Map.of());
    JsonFile.write(folder.resolve(CONFIG), config);
  }
}
