package dev.sprout.language;

import com.google.gson.JsonElement;
import com.google.gson.annotations.SerializedName;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code config.json} of a Hugging Face LLaMA checkpoint, as far as it shapes the network. What
 * would silently change the results, such as scaled rotary positions, is refused.
 */
record HuggingFaceConfig(
    List<String> architectures,
    @SerializedName("model_type") String modelType,
    @SerializedName("hidden_act") String activation,
    @SerializedName("vocab_size") int vocabulary,
    @SerializedName("hidden_size") int width,
    @SerializedName("num_hidden_layers") int layers,
    @SerializedName("num_attention_heads") int heads,
    @SerializedName("num_key_value_heads") Integer keyValueHeads,
    @SerializedName("head_dim") Integer headWidth,
    @SerializedName("intermediate_size") int hidden,
    @SerializedName("rms_norm_eps") Double epsilon,
    @SerializedName("rope_theta") Double ropeBase,
    @SerializedName("rope_scaling") JsonElement ropeScaling,
    @SerializedName("max_position_embeddings") Integer maxPositions,
    @SerializedName("attention_bias") boolean attentionBias,
    @SerializedName("mlp_bias") boolean mlpBias,
    @SerializedName("tie_word_embeddings") boolean tiedEmbeddings) {
  static final String FILE = "config.json";

  private static final String MODEL_TYPE = "llama";
  private static final String ACTIVATION = "silu";

  static HuggingFaceConfig of(LlamaConfig config) {
    return new HuggingFaceConfig(
        List.of("LlamaForCausalLM"),
        MODEL_TYPE,
        ACTIVATION,
        config.vocabulary(),
        config.width(),
        config.layers(),
        config.heads(),
        config.keyValueHeads(),
        config.headWidth(),
        config.hidden(),
        config.epsilon(),
        config.ropeBase(),
        null,
        config.maxPositions(),
        false,
        false,
        config.tiedEmbeddings());
  }

  static LlamaConfig read(Path folder) {
    Path file = folder.resolve(FILE);
    HuggingFaceConfig json = JsonFile.read(file, HuggingFaceConfig.class, UserError.Kind.FAILED);
    try {
      return json.toConfig();
    } catch (UserError e) {
      throw UserError.failure(e, "%s: %s", file, e.getMessage());
    }
  }

  void write(Path folder) {
    JsonFile.write(folder.resolve(FILE), this);
  }

  private LlamaConfig toConfig() {
    supported(modelType == null || modelType.equals(MODEL_TYPE), "model_type", modelType, "llama");
    supported(
        activation == null || activation.equals(ACTIVATION), "hidden_act", activation, "silu");
    supported(ropeScaling == null || ropeScaling.isJsonNull(), "rope_scaling", ropeScaling, "null");
    supported(!attentionBias, "attention_bias", true, "false");
    supported(!mlpBias, "mlp_bias", true, "false");
    LlamaConfig config =
        new LlamaConfig(
            vocabulary,
            width,
            layers,
            heads,
            keyValueHeads == null ? heads : keyValueHeads,
            hidden,
            epsilon == null ? 1e-6 : epsilon,
            ropeBase == null ? 10000 : ropeBase,
            maxPositions == null ? 2048 : maxPositions,
            tiedEmbeddings);
    int implied = config.headWidth();
    supported(headWidth == null || headWidth == implied, "head_dim", headWidth, "" + implied);
    return config;
  }

  private static void supported(boolean valid, String name, Object value, String accepted) {
    if (!valid) {
      throw UserError.failure("%s is %s; supported is %s", name, value, accepted);
    }
  }
}
