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
import java.util.function.Predicate;

/**
 * Low-rank adapters in training (Hu et al., 2021): W + α/r · B·A with A [r, in] and B [out, r], so
 * that only A and B are trained and stored, beside some modules trained whole.
 *
 * <p>The changed matrices are formed before the network runs rather than inside its blocks. That
 * leaves the network alone and is exact; it takes as much memory as the adapted weights.
 *
 * <p>Names are PEFT's: {@code base_model.model.NAME.lora_A.weight}. Reading is thread-safe. Written
 * adapters are loaded with {@link LanguageModel#load} or {@link LlamaCheckpoint#read}.
 */
public final class Lora implements AutoCloseable {
  private static final TorchScript SCRIPT = TorchScript.load(Lora.class, "Lora.torchscript");

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
   * @throws UserError when a module of the configuration isn't there or can't be adapted
   */
  public static Lora create(LoraConfig config, Weights base, long seed, NDManager parent) {
    List<String> modules = PeftAdapter.modules(base.arrays().keySet());
    if (!base.arrays().containsKey(LlamaParameters.HEAD)
        && config.trained().stream().anyMatch("model.embed_tokens"::endsWith)) {
      throw UserError.failure(
          "LoRA can't train embed_tokens of a network whose embedding is its output head too, as"
              + " PEFT would load it for the embedding alone; leave it out of trained");
    }
    List<Parameter> matrices = new ArrayList<>();
    for (String target : config.targets()) {
      Predicate<String> named = module -> ModuleChoice.isEnd(target, module);
      matching(target, PeftAdapter.projections(modules), named)
          .forEach(module -> matrices.addAll(matrices(module, config.rank(), base)));
    }
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays =
        new LinkedHashMap<>(Weights.initialise(matrices, seed, manager).arrays());
    for (String end : config.trained()) {
      for (String module : matching(end, modules, module -> module.endsWith(end))) {
        String name = module + PeftAdapter.WEIGHT;
        NDArray copy = base.get(name).duplicate();
        copy.attach(manager);
        arrays.put(PeftAdapter.PREFIX + name, copy);
      }
    }
    return new Lora(config, base, Weights.of(manager, arrays));
  }

  private static List<String> matching(
      String asked, List<String> modules, Predicate<String> condition) {
    List<String> found = modules.stream().filter(condition).toList();
    if (found.isEmpty()) {
      throw UserError.failure(
          "LoRA names a module %s; this network has %s",
          asked,
          String.join(
              ", ",
              modules.stream()
                  .map(module -> module.substring(module.lastIndexOf('.') + 1))
                  .distinct()
                  .toList()));
    }
    return found;
  }

  private static List<Parameter> matrices(String module, int rank, Weights base) {
    long[] shape = base.get(module + PeftAdapter.WEIGHT).getShape().getShape();
    String name = PeftAdapter.PREFIX + module;
    return List.of(
        Parameter.of(name + PeftAdapter.A, Initialisation.LECUN_UNIFORM, rank, shape[1]),
        Parameter.of(name + PeftAdapter.B, Initialisation.ZEROS, shape[0], rank));
  }

  /** Writes {@code adapter_config.json} and the given values of the adapters beside it. */
  public void write(Path folder, Weights values, TensorType type) {
    config.write(folder);
    values.save(folder.resolve(PeftAdapter.FILE), type, Map.of("format", "pt"));
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

  private NDArray adapted(String name, NDArray original, NDManager manager) {
    String full = PeftAdapter.PREFIX + name;
    String module = full.substring(0, full.length() - PeftAdapter.WEIGHT.length());
    NDArray a = adapters.arrays().get(module + PeftAdapter.A);
    if (a == null) {
      return adapters.arrays().getOrDefault(full, original);
    }
    NDArray b = adapters.get(module + PeftAdapter.B);
    NDArray sum = SCRIPT.call("adapted", original, a, b, config.scale());
    sum.attach(manager);
    return sum;
  }

  @Override
  public void close() {
    adapters.close();
  }
}
