package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import dev.sprout.nn.AtomicFile;
import dev.sprout.nn.Initialisation;
import dev.sprout.nn.JsonFile;
import dev.sprout.nn.Parameter;
import dev.sprout.nn.UserError;
import dev.sprout.nn.Weights;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Low-rank adapters (Hu et al., 2022): W + α/r·B·A with A [r, in] and B [out, r] trained in place
 * of W [out, in], and some arrays trained whole. B begins at zero, so training begins at the base.
 * The base is never written to. Files are those of the PEFT library. Use by one thread at a time.
 */
public final class Lora {
  private static final String PREFIX = "base_model.model.";
  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";
  private static final String WEIGHT = ".weight";
  private static final String FILE = "adapter_model.safetensors";
  private static final String CONFIG = "adapter_config.json";

  private final Options options;
  private final Weights base;
  private final Weights adapters;

  /**
   * What is adapted.
   *
   * @param rank r, ≥ 1; 16 in SEED-LLaMA
   * @param alpha α; 32 there
   * @param targets last parts of the names of adapted arrays, such as {@code q_proj}
   * @param whole last parts of the names of arrays trained whole, such as {@code embed_tokens}
   */
  public record Options(
      @SerializedName("r") int rank,
      @SerializedName("lora_alpha") double alpha,
      @SerializedName("target_modules") List<String> targets,
      @SerializedName("modules_to_save") List<String> whole) {
    /** Checks the ranges. */
    public Options {
      targets = targets == null ? List.of() : List.copyOf(targets);
      whole = whole == null ? List.of() : List.copyOf(whole);
      if (rank < 1 || !(alpha > 0) || targets.isEmpty()) {
        throw UserError.usage(
            "LoRA rank is %d, alpha %s, targets %s; accepted are a rank from 1, an alpha above 0"
                + " and at least one target",
            rank, alpha, targets);
      }
    }
  }

  private Lora(Options options, Weights base, Weights adapters) {
    this.options = options;
    this.base = base;
    this.adapters = adapters;
  }

  /** Fresh adapters of a base. */
  public static Lora initialise(Options options, Weights base, long seed, NDManager parent) {
    Weights adapters = Weights.initialise(parameters(options, base), seed, parent);
    base.arrays().forEach((name, array) -> copyWhole(options, name, array, adapters));
    return new Lora(options, base, adapters);
  }

  /**
   * Reads adapters of a base.
   *
   * @param folder with {@code adapter_config.json} and {@code adapter_model.safetensors}
   * @throws UserError when they don't fit the base
   */
  public static Lora load(Path folder, Weights base, NDManager parent) {
    Options options = JsonFile.read(folder.resolve(CONFIG), Options.class, UserError.Kind.FAILURE);
    Path file = folder.resolve(FILE);
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (WeightFile source = WeightFile.open(file)) {
      Map<String, long[]> expected = new LinkedHashMap<>();
      parameters(options, base).forEach(p -> expected.put(PREFIX + p.name(), p.shape().getShape()));
      WeightMismatch.check(file, expected, source.tensors(), name -> false);
      expected
          .keySet()
          .forEach(name -> arrays.put(name.substring(PREFIX.length()), source.read(name, manager)));
    }
    return new Lora(options, base, Weights.of(manager, arrays));
  }

  /** Writes a folder that {@link #load} reads, in float32. */
  public void save(Path folder, Weights trained) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    trained.arrays().forEach((name, array) -> named.put(PREFIX + name, array));
    SafetensorsWriter.write(folder.resolve(FILE), named, TensorType.F32, Map.of());
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(options) + "\n";
    AtomicFile.write(
        folder.resolve(CONFIG), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is trained: adapters and whole arrays. */
  public Weights weights() {
    return adapters;
  }

  /**
   * The base with its adapters, differentiable in them.
   *
   * @param scope owns the new arrays
   */
  public Weights merged(NDManager scope) {
    Map<String, NDArray> merged = new LinkedHashMap<>();
    base.arrays().forEach((name, array) -> merged.put(name, merged(name, array, scope)));
    return Weights.of(scope, merged);
  }

  private NDArray merged(String name, NDArray array, NDManager scope) {
    if (matches(options.whole(), name)) {
      return adapters.get(name);
    } else if (!matches(options.targets(), name)) {
      return array;
    }
    NDArray scale = scope.create((float) (options.alpha() / options.rank()));
    NDArray adapted =
        LlamaNetwork.SCRIPT.call(
            "adapted", array, adapters.get(stem(name) + A), adapters.get(stem(name) + B), scale);
    adapted.attach(scope);
    return adapted;
  }

  private static List<Parameter> parameters(Options options, Weights base) {
    List<Parameter> all = new ArrayList<>();
    base.arrays()
        .forEach(
            (name, array) -> {
              Shape shape = array.getShape();
              if (matches(options.whole(), name)) {
                all.add(Parameter.of(name, Initialisation.ZEROS, shape.getShape()));
              } else if (matches(options.targets(), name)) {
                long rank = options.rank();
                all.add(
                    Parameter.of(stem(name) + A, Initialisation.LECUN_UNIFORM, rank, shape.get(1)));
                all.add(Parameter.of(stem(name) + B, Initialisation.ZEROS, shape.get(0), rank));
              }
            });
    if (all.isEmpty()) {
      throw UserError.usage("LoRA targets %s name no array of this model", options.targets());
    }
    return all;
  }

  private static void copyWhole(Options options, String name, NDArray array, Weights adapters) {
    if (matches(options.whole(), name)) {
      adapters.get(name).set(array.toFloatArray());
    }
  }

  private static boolean matches(List<String> modules, String name) {
    return modules.stream()
        .anyMatch(module -> stem(name).endsWith("." + module) || stem(name).equals(module));
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - WEIGHT.length());
  }
}
