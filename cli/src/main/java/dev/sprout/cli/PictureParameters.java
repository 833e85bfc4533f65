package dev.sprout.cli;

import dev.sprout.flow.SolverOptions;
import dev.sprout.xar.pipeline.LabelSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a picture was made from, as its file says. Immutable.
 *
 * @param values by keyword, in the order in which people read them; unknown keywords stay out
 */
record PictureParameters(Map<String, String> values) {
  private static final List<String> KEYWORDS =
      List.of(
          "prompt",
          "class",
          "style",
          "seed",
          "count",
          "steps",
          "guidance",
          "sampler",
          "model",
          "modelHash",
          "precision",
          "ema",
          "version");
  private static final List<String> OPTIONS =
      List.of(
          "style", "seed", "count", "steps", "guidance", "sampler", "model", "precision", "ema");

  /** Parameters that all pictures of a run share. */
  static PictureParameters of(
      String prompt, LabelSet labels, SolverOptions options, String model, String hash) {
    Map<String, String> values = new LinkedHashMap<>();
    if (prompt != null) {
      values.put("prompt", prompt);
    }
    values.put("class", labels.concept());
    if (labels.style() != null) {
      values.put("style", labels.style());
    }
    values.put("steps", String.valueOf(options.steps()));
    values.put("guidance", String.valueOf(options.guidance()));
    values.put("sampler", options.sampler().toString());
    values.put("model", model);
    values.put("modelHash", hash);
    values.put("version", Version.current());
    return new PictureParameters(values);
  }

  /** The parameters in a file's text. */
  static PictureParameters read(Map<String, String> text) {
    Map<String, String> values = new LinkedHashMap<>();
    KEYWORDS.stream()
        .filter(text::containsKey)
        .forEach(keyword -> values.put(keyword, text.get(keyword)));
    return new PictureParameters(values);
  }

  /** The same with one more. */
  PictureParameters with(String keyword, Object value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(keyword, String.valueOf(value));
    return read(more);
  }

  /** Whether this is enough to make the picture again. */
  boolean isComplete() {
    return values.containsKey("seed")
        && (values.containsKey("prompt") || values.containsKey("class"));
  }

  /** The command that makes the picture again. */
  String command() {
    return OPTIONS.stream()
        .filter(values::containsKey)
        .map(option -> "--" + option + "=" + Text.shellWord(values.get(option)))
        .collect(Collectors.joining(" ", "./sprout generate " + subject() + " ", target()));
  }

  private String subject() {
    String prompt = values.get("prompt");
    boolean usable = prompt != null && !prompt.startsWith("-");
    return usable
        ? Text.shellWord(prompt)
        : "--class=" + Text.shellWord(values.getOrDefault("class", prompt));
  }

  private String target() {
    return values.containsKey("count") ? " --grid again.png" : " -o again.png";
  }
}
