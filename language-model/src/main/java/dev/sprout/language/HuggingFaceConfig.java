package dev.sprout.language;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The {@code config.json} of a Hugging Face LLaMA checkpoint. Every setting is computed with, has
 * the one value that is supported, is on the list of those without influence on logits, or is
 * refused by name.
 */
final class HuggingFaceConfig {
  static final String FILE = "config.json";

  private static final Set<String> ARCHITECTURES =
      Set.of("LlamaForCausalLM", "LLaMAForCausalLM", "LlamaModel");

  /** Settings that the network is built from. */
  private static final Set<String> SIZES =
      Set.of(
          "vocab_size",
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "num_key_value_heads",
          "head_dim",
          "intermediate_size",
          "rms_norm_eps",
          "max_position_embeddings",
          "tie_word_embeddings",
          "architectures",
          "model_type",
          "hidden_act",
          "rope_theta",
          "rope_scaling",
          "rope_parameters");

  /** Sizes that every file has. */
  private static final List<String> REQUIRED =
      List.of(
          "vocab_size",
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size");

  /** Names in the file by the ones here, for messages. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("vocabulary", "vocab_size"),
          Map.entry("width", "hidden_size"),
          Map.entry("layers", "num_hidden_layers"),
          Map.entry("heads", "num_attention_heads"),
          Map.entry("keyValueHeads", "num_key_value_heads"),
          Map.entry("hidden", "intermediate_size"),
          Map.entry("epsilon", "rms_norm_eps"),
          Map.entry("maxPositions", "max_position_embeddings"),
          Map.entry("ropeBase", "rope_theta"),
          Map.entry("ropeFactor", "factor"),
          Map.entry("ropeLowFrequencyFactor", "low_freq_factor"),
          Map.entry("ropeHighFrequencyFactor", "high_freq_factor"),
          Map.entry("ropeOriginalPositions", "original_max_position_embeddings"));

  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Settings that would change logits, with their only supported value; null is supported too. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("attention_bias", "false"),
          Map.entry("mlp_bias", "false"),
          Map.entry("sliding_window", "null"),
          Map.entry("use_sliding_window", "false"),
          Map.entry("partial_rotary_factor", "1.0"),
          Map.entry("quantization_config", "null"),
          Map.entry("auto_map", "null"),
          Map.entry("is_encoder_decoder", "false"),
          Map.entry("add_cross_attention", "false"),
          Map.entry("cross_attention_hidden_size", "null"),
          Map.entry("tie_encoder_decoder", "false"),
          Map.entry("pruned_heads", "{}"));

  /**
   * Settings without influence on logits: remarks, training, how results are handed over, and
   * defaults of a decoding, which {@link Decoding} has instead.
   */
  private static final Set<String> IGNORED =
      Set.of(
          "_attn_implementation",
          "_attn_implementation_autoset",
          "_name_or_path",
          "attention_dropout",
          "attn_implementation",
          "bad_words_ids",
          "begin_suppress_tokens",
          "bos_token_id",
          "chunk_size_feed_forward",
          "decoder_start_token_id",
          "diversity_penalty",
          "do_sample",
          "dtype",
          "early_stopping",
          "encoder_no_repeat_ngram_size",
          "eos_token_id",
          "exponential_decay_length_penalty",
          "finetuning_task",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "id2label",
          "initializer_range",
          "is_decoder",
          "label2id",
          "length_penalty",
          "max_length",
          "max_sequence_length",
          "min_length",
          "no_repeat_ngram_size",
          "num_beam_groups",
          "num_beams",
          "num_return_sequences",
          "output_attentions",
          "output_hidden_states",
          "output_scores",
          "pad_token_id",
          "prefix",
          "pretraining_tp",
          "problem_type",
          "remove_invalid_values",
          "repetition_penalty",
          "return_dict",
          "return_dict_in_generate",
          "sep_token_id",
          "suppress_tokens",
          "task_specific_params",
          "temperature",
          "tf_legacy_loss",
          "tokenizer_class",
          "top_k",
          "top_p",
          "torch_dtype",
          "torchscript",
          "transformers_version",
          "typical_p",
          "use_bfloat16",
          "use_cache");

  private HuggingFaceConfig() {}

  static LlamaConfig read(Path folder) {
    JsonFields json = JsonFields.read(folder.resolve(FILE));
    Set<String> known = new TreeSet<>(SIZES);
    known.addAll(FIXED.keySet());
    known.addAll(IGNORED);
    json.allowOnly(known);
    json.requireValues(FIXED);
    if (!ARCHITECTURES.containsAll(json.texts("architectures"))) {
      throw json.invalid("architectures", "LlamaForCausalLM");
    } else if (!json.text("model_type", "llama").equals("llama")) {
      throw json.invalid("model_type", "llama");
    } else if (!json.text("hidden_act", "silu").equals("silu")) {
      throw json.invalid("hidden_act", "silu");
    }
    for (String name : REQUIRED) {
      if (!json.has(name)) {
        throw json.invalid(name, "a whole number");
      }
    }
    json.refuseNull("rms_norm_eps", "max_position_embeddings");
    try {
      return sizes(json);
    } catch (UserError e) {
      throw e.field().isEmpty()
          ? e
          : UserError.failure(e, "%s: %s", json.path(), inTheFile(e.getMessage()));
    }
  }

  private static String inTheFile(String message) {
    return WORD.matcher(message).replaceAll(word -> KEYS.getOrDefault(word.group(), word.group()));
  }

  private static LlamaConfig sizes(JsonFields json) {
    int heads = json.whole("num_attention_heads", 0);
    LlamaConfig config =
        new LlamaConfig(
            json.whole("vocab_size", 0),
            json.whole("hidden_size", 0),
            json.whole("num_hidden_layers", 0),
            heads,
            json.whole("num_key_value_heads", heads),
            json.whole("intermediate_size", 0),
            json.number("rms_norm_eps", 1e-6),
            HuggingFaceRope.read(json),
            json.whole("max_position_embeddings", 2048),
            json.flag("tie_word_embeddings", false));
    if (json.whole("head_dim", config.headWidth()) != config.headWidth()) {
      throw json.invalid("head_dim", "hidden_size / num_attention_heads = " + config.headWidth());
    }
    return config;
  }

  static void write(Path folder, LlamaConfig config) {
    JsonArray architectures = new JsonArray();
    architectures.add("LlamaForCausalLM");
    JsonObject json = new JsonObject();
    json.add("architectures", architectures);
    json.addProperty("model_type", "llama");
    json.addProperty("hidden_act", "silu");
    json.addProperty("vocab_size", config.vocabulary());
    json.addProperty("hidden_size", config.width());
    json.addProperty("num_hidden_layers", config.layers());
    json.addProperty("num_attention_heads", config.heads());
    json.addProperty("num_key_value_heads", config.keyValueHeads());
    json.addProperty("head_dim", config.headWidth());
    json.addProperty("intermediate_size", config.hidden());
    json.addProperty("rms_norm_eps", config.epsilon());
    HuggingFaceRope.write(json, config.rope());
    json.addProperty("max_position_embeddings", config.maxPositions());
    json.addProperty("attention_bias", false);
    json.addProperty("mlp_bias", false);
    json.addProperty("tie_word_embeddings", config.tiedEmbeddings());
    JsonFile.write(folder.resolve(FILE), json);
  }
}
