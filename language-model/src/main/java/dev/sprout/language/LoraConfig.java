package dev.sprout.language;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * Which matrices a training gives low-rank adapters (Hu et al., 2021), and which modules it trains
 * whole. As JSON it is PEFT's {@code adapter_config.json}.
 *
 * @param rank r, rank of the change, 1 to 65,536
 * @param alpha the change is scaled by alpha / r; above 0, up to 10^6
 * @param targets projections with adapters, by the last part of their names, for instance {@code
 *     q_proj}; one or more
 * @param trained ends of the names of modules that are trained whole and stored with the adapters,
 *     for instance {@code lm_head}; null for none
 */
public record LoraConfig(
    @SerializedName("r") int rank,
    @SerializedName("lora_alpha") double alpha,
    @SerializedName("target_modules") List<String> targets,
    @SerializedName("modules_to_save") List<String> trained) {

  /** Checks the numbers. */
  public LoraConfig {
    Require.between("rank", rank, 1, 1 << 16);
    Require.positiveUpTo("alpha", alpha, 1e6);
    if (targets == null || targets.isEmpty()) {
      throw UserError.invalid("targets", targets, "a list of module names such as q_proj");
    }
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

  /** Writes the file, whole or not at all. */
  void write(Path folder) {
    JsonObject json = new Gson().toJsonTree(this).getAsJsonObject();
    json.addProperty("peft_type", "LORA");
    json.addProperty("task_type", "CAUSAL_LM");
    json.addProperty("lora_dropout", 0);
    json.addProperty("bias", "none");
    JsonFile.write(folder.resolve(PeftConfig.FILE), json);
  }
}
