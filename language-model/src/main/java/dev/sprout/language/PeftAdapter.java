package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint with a low-rank adapter folded in (Hu et al., 2021): each array is W + scale · B·A
 * as it is read, so that no second copy of the weights is needed. Modules that the adapter stores
 * whole replace the checkpoint's. Thread-safe; owns the checkpoint.
 */
final class PeftAdapter implements WeightFile {
  static final String FILE = "adapter_model.safetensors";
  static final String PREFIX = "base_model.model.";
  static final String WEIGHT = ".weight";
  static final String A = ".lora_A.weight";
  static final String B = ".lora_B.weight";

  private static final String MAGNITUDE = ".lora_magnitude_vector";
  private static final String OLD_FILE = "adapter_model.bin";

  private final PeftConfig config;
  private final WeightFile base;
  private final WeightFile adapter;
  private final Map<String, TensorInfo> tensors;

  private PeftAdapter(
      PeftConfig config, WeightFile base, WeightFile adapter, Map<String, TensorInfo> tensors) {
    this.config = config;
    this.base = base;
    this.adapter = adapter;
    this.tensors = tensors;
  }

  /**
   * Opens an adapter folder over a checkpoint.
   *
   * @param tied whether the checkpoint's embedding is its output head. Where the adapter stores one
   *     of the two whole, the other keeps the checkpoint's values, as in PEFT
   * @throws UserError when a file is missing or broken, fits another network, or asks for what
   *     isn't supported
   */
  static PeftAdapter open(Path folder, WeightFile base, boolean tied) {
    PeftConfig config = PeftConfig.read(folder);
    Path file = weights(folder);
    Map<String, TensorInfo> tensors = new LinkedHashMap<>(base.tensors());
    if (tied && storesAnEnd(config)) {
      tensors.putIfAbsent(LlamaParameters.HEAD, tensors.get(LlamaParameters.EMBEDDING));
    }
    WeightFile adapter = WeightFile.open(file);
    try {
      Map<String, TensorInfo> found = adapter.tensors();
      WeightMismatch.check(file, expected(config, tensors, found), found, name -> false);
      tensors.replaceAll((name, info) -> found.getOrDefault(PREFIX + name, info));
      return new PeftAdapter(config, base, adapter, tensors);
    } catch (RuntimeException e) {
      adapter.close();
      throw e;
    }
  }

  /** Configuration and weights of a folder. */
  static List<Path> files(Path folder) {
    return List.of(folder.resolve(PeftConfig.FILE), weights(folder));
  }

  private static Path weights(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE)) ? folder.resolve(FILE) : old(folder);
  }

  private static Path old(Path folder) {
    Path file = folder.resolve(OLD_FILE);
    if (!Files.isRegularFile(file)) {
      throw UserError.failure("%s holds no adapter: no %s and no %s", folder, FILE, OLD_FILE);
    }
    return file;
  }

  private static boolean storesAnEnd(PeftConfig config) {
    return config.stores(module(LlamaParameters.EMBEDDING))
        || config.stores(module(LlamaParameters.HEAD));
  }

  /** Shapes of the arrays that the settings ask for. */
  private static Map<String, long[]> expected(
      PeftConfig config, Map<String, TensorInfo> tensors, Map<String, TensorInfo> found) {
    List<String> all = modules(tensors.keySet());
    List<String> adaptable = projections(all);
    config.requireModules(adaptable, all);
    Map<String, long[]> expected = new LinkedHashMap<>();
    for (String module : adaptable) {
      if (config.selects(module)) {
        long[] shape = tensors.get(module + WEIGHT).shape();
        expected.put(PREFIX + module + A, new long[] {config.rank(module), shape[1]});
        expected.put(PREFIX + module + B, new long[] {shape[0], config.rank(module)});
        if (config.magnitudes()) {
          expected.put(PREFIX + module + MAGNITUDE, new long[] {shape[0]});
        }
      }
    }
    for (String module : all) {
      if (config.stores(module) && expected.containsKey(PREFIX + module + A)) {
        throw UserError.failure(
            "%s: target_modules and modules_to_save both name %s; accepted is one of them",
            PeftConfig.FILE, module);
      } else if (config.stores(module)) { // of any number of rows: the vocabulary may have grown
        TensorInfo info = tensors.get(module + WEIGHT);
        expected.put(
            PREFIX + module + WEIGHT, found.getOrDefault(PREFIX + module + WEIGHT, info).shape());
      }
    }
    return expected;
  }

  /** Names of the modules that have weights. */
  static List<String> modules(Collection<String> weights) {
    return weights.stream().filter(name -> name.endsWith(WEIGHT)).map(PeftAdapter::module).toList();
  }

  /** Of these the ones that can be adapted: the projections in the blocks. */
  static List<String> projections(List<String> modules) {
    return modules.stream().filter(module -> module.endsWith("_proj")).toList();
  }

  private static String module(String weight) {
    return weight.substring(0, weight.length() - WEIGHT.length());
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
    if (adapter.tensors().containsKey(PREFIX + name)) {
      return adapter.read(PREFIX + name, manager);
    }
    boolean untied =
        name.equals(LlamaParameters.HEAD) && !base.tensors().containsKey(LlamaParameters.HEAD);
    NDArray weight = base.read(untied ? LlamaParameters.EMBEDDING : name, manager);
    boolean adapted =
        name.endsWith(WEIGHT) && adapter.tensors().containsKey(PREFIX + module(name) + A);
    return adapted ? adapted(module(name), weight, manager) : weight;
  }

  private NDArray adapted(String module, NDArray weight, NDManager manager) {
    try (NDManager scope = manager.newSubManager();
        weight) {
      NDArray a = adapter.read(PREFIX + module + A, scope); // [r, in]
      NDArray b = adapter.read(PREFIX + module + B, scope); // [out, r]
      NDArray sum = b.matMul(a).muli(config.scale(module)).addi(weight);
      if (config.magnitudes()) {
        NDArray magnitude = adapter.read(PREFIX + module + MAGNITUDE, scope); // [out]
        NDArray norm = sum.square().sum(new int[] {1}).sqrt(); // of each row
        sum.muli(magnitude.div(norm).expandDims(1));
      }
      sum.attach(manager);
      return sum;
    }
  }

  @Override
  public void close() {
    adapter.close();
    base.close();
  }
}
