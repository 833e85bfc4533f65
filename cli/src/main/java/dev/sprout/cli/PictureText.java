package dev.sprout.cli;

import dev.sprout.flow.SolverOptions;
import dev.sprout.xar.pipeline.LabelSet;
import dev.sprout.xar.pipeline.ModelCard;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a picture's text chunks say of how it was made. */
final class PictureText {
  static final String SEED = "seed";

  private PictureText() {}

  /** The text of one picture, {@code seed} being its own. */
  static Map<String, String> of(
      ModelCard model,
      String modelName,
      LabelSet labels,
      SolverOptions options,
      String precision,
      long seed) {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("class", labels.concept());
    text.put("style", labels.style());
    text.put(SEED, Long.toString(seed));
    text.put("steps", Integer.toString(options.steps()));
    text.put("guidance", Double.toString(options.guidance()));
    text.put("sampler", options.sampler().toString());
    text.put("precision", precision);
    text.put("model", modelName);
    text.put("modelHash", model.hash());
    text.put("version", Sprout.VERSION);
    return text;
  }

  /** The command that makes the picture again. */
  static String command(Map<String, String> text) {
    StringBuilder command = new StringBuilder("sprout generate");
    for (String key :
        new String[] {
          "class", "style", SEED, "steps", "guidance", "sampler", "precision", "model"
        }) {
      if (text.containsKey(key)) {
        command.append(" --").append(key).append(' ').append(quoted(text.get(key)));
      }
    }
    return command.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w.:/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
