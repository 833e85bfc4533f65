package dev.sprout.language;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code adapter_config.json} of a low-rank adapter as PEFT 0.21 and earlier write it. Every
 * setting is computed with, has the one value that is supported, is on the list of those without
 * influence on a trained adapter, or is refused by name.
 *
 * @param rank r of modules without one of their own
 * @param alpha of modules without one of their own
 * @param targets adapted modules
 * @param excluded modules of the targets that aren't adapted
 * @param layers numbers of the adapted blocks; empty for all
 * @param trained ends of the names of modules stored whole
 * @param ranks r of some modules
 * @param alphas alpha of some modules
 * @param rankStabilised whether the change is scaled by alpha / √r (Kalajdzievski, 2023)
 * @param magnitudes whether each row of the sum is brought to a stored norm (DoRA, Liu et al.,
 *     2024)
 */
record PeftConfig(
    int rank,
    double alpha,
    ModuleChoice targets,
    ModuleChoice excluded,
    Set<Integer> layers,
    List<String> trained,
    Map<String, Integer> ranks,
    Map<String, Double> alphas,
    boolean rankStabilised,
    boolean magnitudes) {
  static final String FILE = "adapter_config.json";

  private static final int LARGEST_RANK = 1 << 16;
  private static final double LARGEST_ALPHA = 1e6;
  private static final Pattern LAYER = Pattern.compile("model\\.layers\\.(\\d{1,4})\\..*");

  private static final String TARGETS = "target_modules";
  private static final String EXCLUDED = "exclude_modules";
  private static final String LAYERS = "layers_to_transform";
  private static final String INITIALISATION = "init_lora_weights";

  private static final Set<String> SETTINGS =
      Set.of(
          "r",
          "lora_alpha",
          TARGETS,
          EXCLUDED,
          LAYERS,
          "modules_to_save",
          "rank_pattern",
          "alpha_pattern",
          "use_rslora",
          "use_dora",
          INITIALISATION);

  /** Settings that would make it another method, with their only supported value beside null. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("peft_type", "\"LORA\""),
          Map.entry("task_type", "\"CAUSAL_LM\""),
          Map.entry("bias", "\"none\""),
          Map.entry("fan_in_fan_out", "false"),
          Map.entry("lora_bias", "false"),
          Map.entry("layers_pattern", "\"layers\""),
          Map.entry("layer_replication", "null"),
          Map.entry("ensure_weight_tying", "false"),
          Map.entry("alora_invocation_tokens", "null"),
          Map.entry("trainable_token_indices", "null"),
          Map.entry("target_parameters", "null"),
          Map.entry("megatron_config", "null"),
          Map.entry("arrow_config", "null"),
          Map.entry("kasa_config", "null"),
          Map.entry("monteclora_config", "null"),
          Map.entry("velora_config", "null"),
          Map.entry("use_bdlora", "false"),
          Map.entry("use_qalora", "false"));

  /** Settings of the training, or of a method that another setting switches on. */
  private static final Set<String> IGNORED =
      Set.of(
          "auto_mapping",
          "base_model_name_or_path",
          "corda_config",
          "eva_config",
          "inference_mode",
          "loftq_config",
          "lora_dropout",
          "lora_ga_config",
          "megatron_core",
          "peft_version",
          "qalora_group_size",
          "revision",
          "runtime_config");

  /** Initialisations that leave the base weights as they were: others subtract from them. */
  private static final Set<String> INITIALISATIONS =
      Set.of("null", "true", "false", "\"gaussian\"", "\"eva\"", "\"orthogonal\"");

  /**
   * Reads the file of an adapter folder.
   *
   * @throws UserError when it is missing or impossible, or asks for what isn't supported
   */
  static PeftConfig read(Path folder) {
    JsonFields json = JsonFields.read(folder.resolve(FILE));
    Set<String> known = new TreeSet<>(SETTINGS);
    known.addAll(FIXED.keySet());
    known.addAll(IGNORED);
    json.allowOnly(known);
    json.requireValues(FIXED);
    json.refuseNull("r", "lora_alpha");
    if (json.has(INITIALISATION)
        && !INITIALISATIONS.contains(json.object().get(INITIALISATION).toString())) {
      throw json.invalid(
          INITIALISATION,
          "one that leaves the base weights alone: true, false, gaussian, eva or orthogonal."
              + " Convert the adapter to plain LoRA with PEFT (path_initial_model_for_weight"
              + "_conversion), or merge it there");
    } else if (!json.has(TARGETS)) {
      throw json.invalid(TARGETS, "a list of module names such as q_proj, or an expression");
    }
    try {
      return parse(json);
    } catch (UserError e) {
      throw e.field().isPresent() ? UserError.failure(e, "%s: %s", json.path(), e.getMessage()) : e;
    }
  }

  private static PeftConfig parse(JsonFields json) {
    return new PeftConfig(
        rank("r", json.whole("r", 8)),
        alpha("lora_alpha", json.number("lora_alpha", 8)),
        targets(json),
        ModuleChoice.read(json, EXCLUDED),
        json.wholes(LAYERS),
        json.texts("modules_to_save"),
        pattern(json.fields("rank_pattern"), (f, name) -> rank(name, f.whole(name, 0))),
        pattern(json.fields("alpha_pattern"), (f, name) -> alpha(name, f.number(name, 0))),
        json.flag("use_rslora", false),
        json.flag("use_dora", false));
  }

  private static ModuleChoice targets(JsonFields json) {
    ModuleChoice targets = ModuleChoice.read(json, TARGETS);
    if (targets.byExpression() && json.has(LAYERS)) {
      throw json.invalid(LAYERS, "null beside an expression in " + TARGETS);
    }
    return targets;
  }

  private static int rank(String name, int value) {
    return (int) Require.between(name, value, 1, LARGEST_RANK);
  }

  private static double alpha(String name, double value) {
    return Require.positiveUpTo(name, value, LARGEST_ALPHA);
  }

  /** One entry of a pattern. */
  private interface Entry<T> {
    T read(JsonFields fields, String name);
  }

  private static <T> Map<String, T> pattern(JsonFields fields, Entry<T> entry) {
    Map<String, T> values = new LinkedHashMap<>();
    for (String name : fields.object().keySet()) {
      if (!name.matches("[\\w.]{1,200}")) {
        throw UserError.failure(
            "%s has the expression '%s'; accepted are names of modules, or the ends of names",
            fields.path(), name);
      }
      values.put(name, entry.read(fields, name));
    }
    return values;
  }

  /** Whether a module is adapted. */
  boolean selects(String module) {
    Matcher layer = LAYER.matcher(module);
    boolean inLayers =
        layers.isEmpty() || (layer.matches() && layers.contains(Integer.parseInt(layer.group(1))));
    return inLayers && targets.contains(module) && !excluded.contains(module);
  }

  /** Whether a module is stored whole; PEFT compares ends of names, also within a part. */
  boolean stores(String module) {
    return trained.stream().anyMatch(module::endsWith);
  }

  int rank(String module) {
    return first(ranks, module, rank);
  }

  /** What B·A of a module is multiplied by. */
  double scale(String module) {
    double divisor = rankStabilised ? Math.sqrt(rank(module)) : rank(module);
    return first(alphas, module, alpha) / divisor;
  }

  private static <T> T first(Map<String, T> pattern, String module, T absent) {
    return pattern.keySet().stream()
        .filter(name -> ModuleChoice.isEnd(name, module))
        .findFirst()
        .map(pattern::get)
        .orElse(absent);
  }

  /**
   * Checks that every name and expression chooses something.
   *
   * @throws UserError naming what the network lacks, or can't adapt
   */
  void requireModules(Collection<String> adaptable, Collection<String> all) {
    if (adaptable.stream().noneMatch(this::selects)) {
      throw UserError.failure("%s: %s chooses no projection of the network", FILE, TARGETS);
    }
    require(
        TARGETS,
        targets.names(),
        name -> adaptable.stream().anyMatch(m -> ModuleChoice.isEnd(name, m)),
        adaptable);
    require("modules_to_save", trained, name -> all.stream().anyMatch(m -> m.endsWith(name)), all);
  }

  private static void require(
      String field,
      List<String> names,
      java.util.function.Predicate<String> known,
      Collection<String> modules) {
    for (String name : names) {
      if (!known.test(name)) {
        Set<String> kinds = new TreeSet<>();
        modules.forEach(module -> kinds.add(module.substring(module.lastIndexOf('.') + 1)));
        throw UserError.failure(
            "%s: %s names %s; accepted are %s", FILE, field, name, String.join(", ", kinds));
      }
    }
  }
}
