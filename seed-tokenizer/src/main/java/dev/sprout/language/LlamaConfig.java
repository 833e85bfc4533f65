package dev.sprout.language;

import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import dev.sprout.nn.AtomicFile;
import dev.sprout.nn.JsonFile;
import dev.sprout.nn.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Sizes of a LLaMA-shaped decoder, as in a Hugging Face {@code config.json}.
 *
 * @param vocabulary rows of the token table
 * @param width of the residual stream
 * @param layers blocks
 * @param heads of queries
 * @param keyValueHeads of keys and values, a divisor of {@code heads}
 * @param hidden width inside the MLPs
 * @param epsilon of the RMS norms
 * @param ropeBase base of the rotary frequencies
 * @param maxPositions the longest sequence
 * @param tiedEmbeddings whether the output uses the token table
 */
public record LlamaConfig(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int keyValueHeads,
    int hidden,
    double epsilon,
    double ropeBase,
    int maxPositions,
    boolean tiedEmbeddings) {
  static final String FILE = "config.json";

  private static final double DEFAULT_ROPE_BASE = 10_000;

  /** Checks that all sizes fit each other. */
  public LlamaConfig {
    positive("vocab_size", vocabulary);
    positive("hidden_size", width);
    positive("num_hidden_layers", layers);
    positive("num_attention_heads", heads);
    positive("num_key_value_heads", keyValueHeads);
    positive("intermediate_size", hidden);
    positive("max_position_embeddings", maxPositions);
    if (width % heads != 0 || (width / heads) % 2 != 0) {
      throw UserError.failure(
          "hidden_size is %d for %d heads; accepted is an even width a head", width, heads);
    } else if (heads % keyValueHeads != 0) {
      throw UserError.failure(
          "num_key_value_heads is %d; accepted is a divisor of %d", keyValueHeads, heads);
    } else if (!(epsilon > 0) || !(ropeBase > 0)) {
      throw UserError.failure(
          "rms_norm_eps is %s and rope_theta %s; accepted are positive numbers", epsilon, ropeBase);
    }
  }

  /** The file's own names. */
  private record File(
      @SerializedName("architectures") String[] architectures,
      @SerializedName("model_type") String type,
      @SerializedName("vocab_size") int vocabulary,
      @SerializedName("hidden_size") int width,
      @SerializedName("num_hidden_layers") int layers,
      @SerializedName("num_attention_heads") int heads,
      @SerializedName("num_key_value_heads") Integer keyValueHeads,
      @SerializedName("intermediate_size") int hidden,
      @SerializedName("rms_norm_eps") double epsilon,
      @SerializedName("rope_theta") Double ropeBase,
      @SerializedName("max_position_embeddings") int maxPositions,
      @SerializedName("tie_word_embeddings") boolean tied) {}

  /**
   * Reads the {@code config.json} of a model folder.
   *
   * @throws UserError when it is missing, malformed or of another architecture
   */
  public static LlamaConfig read(Path folder) {
    Path path = folder.resolve(FILE);
    File file = JsonFile.read(path, File.class, UserError.Kind.FAILURE);
    if (!"llama".equals(file.type)) {
      throw UserError.failure("%s: model_type is %s; accepted is llama", path, file.type);
    }
    return new LlamaConfig(
        file.vocabulary,
        file.width,
        file.layers,
        file.heads,
        file.keyValueHeads == null ? file.heads : file.keyValueHeads,
        file.hidden,
        file.epsilon,
        file.ropeBase == null ? DEFAULT_ROPE_BASE : file.ropeBase,
        file.maxPositions,
        file.tied);
  }

  /** Writes the file, whole or not at all. */
  public void write(Path folder) {
    File file =
        new File(
            new String[] {"LlamaForCausalLM"},
            "llama",
            vocabulary,
            width,
            layers,
            heads,
            keyValueHeads,
            hidden,
            epsilon,
            ropeBase,
            maxPositions,
            tiedEmbeddings);
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(file) + "\n";
    AtomicFile.write(folder.resolve(FILE), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
  }

  int headWidth() {
    return width / heads;
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw UserError.failure("%s is %d; accepted is a whole number from 1", name, value);
    }
  }
}
