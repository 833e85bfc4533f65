package dev.sprout.seed;

import ai.djl.ndarray.NDManager;
import com.google.gson.GsonBuilder;
import dev.sprout.nn.AtomicFile;
import dev.sprout.nn.JsonFile;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import dev.sprout.nn.weights.TensorType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A folder with a tokenizer: {@code config.json} and {@code seed.safetensors}. */
public final class SeedFolder {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "seed.safetensors";

  private SeedFolder() {}

  /** Writes both, the weights in half precision. */
  public static void write(Path folder, SeedConfig config, Weights weights) {
    weights.save(folder.resolve(WEIGHTS), TensorType.F16, Map.of());
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(config) + "\n";
    AtomicFile.write(
        folder.resolve(CONFIG), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** The sizes in a folder. */
  public static SeedConfig config(Path folder) {
    return JsonFile.read(folder.resolve(CONFIG), SeedConfig.class, UserError.Kind.FAILURE);
  }

  /** The file of the weights. */
  public static Path file(Path folder) {
    return folder.resolve(WEIGHTS);
  }

  /** The weights in a folder, checked against its sizes. */
  public static Weights weights(Path folder, SeedConfig config, NDManager manager) {
    return Weights.load(file(folder), SeedNetwork.parameters(config), name -> false, manager);
  }
}
