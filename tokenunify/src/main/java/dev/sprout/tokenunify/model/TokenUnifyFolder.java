package dev.sprout.tokenunify.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.tokenunify.network.MambaUnet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained network: {@code tokenunify.safetensors} in half precision and what must be known to use
 * it, {@code config.json}.
 *
 * @param path of the folder
 * @param config sizes of the network and how its input is made
 */
public record TokenUnifyFolder(Path path, TokenUnifyConfig config) {
  /** File name of the weights. */
  public static final String WEIGHTS = "tokenunify.safetensors";

  private static final String CONFIG = "config.json";

  /**
   * Reads the configuration; no weights are read.
   *
   * @throws UserError when the folder or the file is missing or says something impossible
   */
  public static TokenUnifyFolder read(Path folder) {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw UserError.failure(
          "%s holds no TokenUnify network: there is no %s. Accepted is a folder with %s and %s.",
          folder, file, CONFIG, WEIGHTS);
    }
    return new TokenUnifyFolder(
        folder, JsonFile.readRecord(file, TokenUnifyConfig.class, UserError.Kind.FAILED));
  }

  /**
   * Writes both files, each whole or not at all, the configuration last.
   *
   * @param weights the network's among them; others are left out
   */
  public static void write(Path folder, TokenUnifyConfig config, Weights weights) {
    Map<String, NDArray> network = new LinkedHashMap<>();
    MambaUnet.parameters(config.network())
        .forEach(each -> network.put(each.name(), weights.get(each.name())));
    SafetensorsWriter.write(folder.resolve(WEIGHTS), network, TensorType.F16, Map.of());
    JsonFile.write(folder.resolve(CONFIG), config);
  }

  /**
   * Reads the weights in float32.
   *
   * @throws UserError when they aren't those of the network
   */
  public Weights weights(NDManager manager) {
    Path file = path.resolve(WEIGHTS);
    return Weights.load(file, MambaUnet.parameters(config.network()), name -> false, manager);
  }

  /**
   * Tells the network from others.
   *
   * @throws UserError when a file is missing
   */
  public String hash() {
    return FileHash.of(path.resolve(CONFIG), path.resolve(WEIGHTS));
  }
}
