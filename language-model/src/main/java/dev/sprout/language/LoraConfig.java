package dev.sprout.language;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Which matrices get low-rank adapters (Hu et al., 2021), and which modules are trained whole. As
 * JSON it is PEFT's {@code adapter_config.json}.
 *
 * @param rank r, rank of the change, ≥ 1
 * @param alpha the change is scaled by alpha / r; positive
 * @param targets modules with adapters, by the last part of their names, for instance {@code
 *     q_proj}
 * @param trained modules trained whole and stored with the adapters, for instance {@code lm_head}
 */
public record LoraConfig(
    @SerializedName("r") int rank,
    @SerializedName("lora_alpha") double alpha,
    @SerializedName("target_modules") List<String> targets,
    @SerializedName("modules_to_save") List<String> trained) {
  static final String FILE = "adapter_config.json";

  /** Settings of PEFT that would make it another method, and the values that don't. */
  private static final List<String> VARIANTS =
      List.of(
          "use_dora",
          "use_rslora",
          "rank_pattern",
          "alpha_pattern",
          "layers_to_transform",
          "fan_in_fan_out",
          "bias");

  private static final Set<String> PLAIN = Set.of("null", "false", "{}", "[]", "\"none\"");

  /** Checks the numbers; {@code trained} may be null for none. */
  public LoraConfig {
    require(rank >= 1, "rank", rank, "a whole number from 1");
    require(alpha > 0, "alpha", alpha, "a positive number");
    require(
        targets != null && !targets.isEmpty(),
        "targets",
        targets,
        "a list of module names such as q_proj");
    targets = List.copyOf(targets);
    trained = trained == null ? List.of() : List.copyOf(trained);
  }

  /**
   * SEED-LLaMA's: rank 16 and alpha 32 on all projections; embedding, head and all normalisations
   * are trained whole. Its dropout of 0.05 is left out.
   */
  public static LoraConfig seedLlama() {
    return new LoraConfig(
        16,
        32,
        List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"),
        List.of("embed_tokens", "lm_head", "input_layernorm", "post_attention_layernorm", "norm"));
  }

  /** What the product of the two small matrices is multiplied by. */
  double scale() {
    return alpha / rank;
  }

  /**
   * Reads the file of an adapter folder.
   *
   * @throws UserError when it is missing, impossible, or asks for a variant of the method
   */
  static LoraConfig read(Path folder) {
    Path file = folder.resolve(FILE);
    JsonObject json = JsonFile.read(file, JsonObject.class, UserError.Kind.FAILED);
    for (String variant : VARIANTS) {
      JsonElement value = json.get(variant);
      if (value != null && !PLAIN.contains(value.toString())) {
        throw UserError.failure(
            "%s: %s is %s; supported is plain LoRA. Merge the adapters with PEFT instead.",
            file, variant, value);
      }
    }
    return JsonFile.read(file, LoraConfig.class, UserError.Kind.FAILED);
  }

  /** Writes the file, whole or not at all. */
  void write(Path folder) {
    JsonObject json = new Gson().toJsonTree(this).getAsJsonObject();
    json.addProperty("peft_type", "LORA");
    json.addProperty("task_type", "CAUSAL_LM");
    json.addProperty("lora_dropout", 0);
    json.addProperty("bias", "none");
    JsonFile.write(folder.resolve(FILE), json);
  }

  private static void require(boolean valid, String name, Object value, String accepted) {
    if (!valid) {
      throw UserError.failure("LoRA %s is %s; accepted is %s", name, value, accepted);
    }
  }
}
