package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.nn.weights.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Low-rank adaptation (Hu et al., 2021) of a network's weights: W + α/r · B·A with A [r, in] and B
 * [out, r], so that only A and B are trained and stored, beside some modules trained whole.
 *
 * <p>The changed matrices are formed before the network runs rather than inside its blocks. That
 * leaves the network alone and is exact; it takes as much memory as the adapted weights.
 *
 * <p>Names are PEFT's: {@code base_model.model.NAME.lora_A.weight}. Reading is thread-safe.
 */
public final class Lora implements AutoCloseable {
  private static final TorchScript SCRIPT = TorchScript.load(Lora.class, "Lora.torchscript");
  private static final String FILE = "adapter_model.safetensors";
  private static final String PREFIX = "base_model.model.";
  private static final String WEIGHT = ".weight";
  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

  private final LoraConfig config;
  private final Weights base;
  private final Weights adapters;

  private Lora(LoraConfig config, Weights base, Weights adapters) {
    this.config = config;
    this.base = base;
    this.adapters = adapters;
  }

  /**
   * Fresh adapters, which change nothing yet: A is random, B zero, whole modules are copies.
   *
   * @param base float32 weights to adapt, which stay as they are
   * @throws UserError when a module of the configuration isn't there
   */
  public static Lora create(LoraConfig config, Weights base, long seed, NDManager parent) {
    NDManager manager = parent.newSubManager();
    Weights fresh = Weights.initialise(matrices(config, base), seed, manager);
    Map<String, NDArray> arrays = new LinkedHashMap<>(fresh.arrays());
    for (Parameter whole : whole(config, base)) {
      NDArray copy = base.get(whole.name().substring(PREFIX.length())).duplicate();
      copy.attach(manager);
      arrays.put(whole.name(), copy);
    }
    return new Lora(config, base, Weights.of(manager, arrays));
  }

  /**
   * Reads adapters that were written here or by PEFT.
   *
   * @throws UserError when a file is missing or broken, or fits other weights
   */
  public static Lora read(Path folder, Weights base, NDManager parent) {
    LoraConfig config = LoraConfig.read(folder);
    List<Parameter> parameters = new ArrayList<>(matrices(config, base));
    parameters.addAll(whole(config, base));
    return new Lora(
        config, base, Weights.load(folder.resolve(FILE), parameters, name -> false, parent));
  }

  /** Writes {@code adapter_config.json} and the given values of the adapters beside it. */
  public void write(Path folder, Weights values, TensorType type) {
    config.write(folder);
    values.save(folder.resolve(FILE), type, Map.of("format", "pt"));
  }

  /** What is trained: the adapters and the modules trained whole. */
  public Weights adapters() {
    return adapters;
  }

  /**
   * The network's weights as changed by the adapters; differentiable in these, and valid as long as
   * the scope and the base are.
   */
  public Weights adapted(NDManager scope) {
    NDManager manager = scope.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    base.arrays().forEach((name, array) -> arrays.put(name, adapted(name, array, manager)));
    return Weights.of(manager, arrays);
  }

  /** Weights of their own memory in which the changes are contained. */
  public Weights merged(NDManager parent) {
    try (NDManager scope = base.newScope();
        Weights adapted = adapted(scope)) {
      return adapted.copy(parent);
    }
  }

  private NDArray adapted(String name, NDArray original, NDManager manager) {
    String module = PREFIX + module(name);
    NDArray a = adapters.arrays().get(module + A);
    if (a == null) {
      return adapters.arrays().getOrDefault(module + WEIGHT, original);
    }
    NDArray sum = SCRIPT.call("adapted", original, a, adapters.get(module + B), config.scale());
    sum.attach(manager);
    return sum;
  }

  private static List<Parameter> matrices(LoraConfig config, Weights base) {
    List<Parameter> parameters = new ArrayList<>();
    for (String kind : config.targets()) {
      for (String module : modules(kind, base)) {
        long[] shape = base.get(module + WEIGHT).getShape().getShape();
        String name = PREFIX + module;
        parameters.add(
            Parameter.of(name + A, Initialisation.LECUN_UNIFORM, config.rank(), shape[1]));
        parameters.add(Parameter.of(name + B, Initialisation.ZEROS, shape[0], config.rank()));
      }
    }
    return parameters;
  }

  private static List<Parameter> whole(LoraConfig config, Weights base) {
    List<Parameter> parameters = new ArrayList<>();
    for (String kind : config.trained()) {
      for (String module : modules(kind, base)) {
        long[] shape = base.get(module + WEIGHT).getShape().getShape();
        parameters.add(Parameter.of(PREFIX + module + WEIGHT, Initialisation.ZEROS, shape));
      }
    }
    return parameters;
  }

  private static List<String> modules(String kind, Weights base) {
    List<String> found =
        base.arrays().keySet().stream()
            .map(Lora::module)
            .filter(module -> module.substring(module.lastIndexOf('.') + 1).equals(kind))
            .toList();
    if (found.isEmpty()) {
      throw UserError.failure(
          "LoRA names a module %s that the network lacks; it has %s",
          kind, String.join(", ", kinds(base)));
    }
    return found;
  }

  private static List<String> kinds(Weights base) {
    return base.arrays().keySet().stream()
        .map(Lora::module)
        .map(module -> module.substring(module.lastIndexOf('.') + 1))
        .distinct()
        .toList();
  }

  private static String module(String name) {
    return name.substring(0, name.length() - WEIGHT.length());
  }

  @Override
  public void close() {
    adapters.close();
  }
}
