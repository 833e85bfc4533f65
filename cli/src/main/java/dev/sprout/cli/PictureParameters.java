package dev.sprout.cli;

import dev.sprout.core.Version;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a picture was made from, as its file says. Several prompts or classes are lines of one
 * value. Immutable.
 *
 * @param values by keyword, in the order in which people read them; unknown keywords stay out
 */
record PictureParameters(Map<String, String> values) {
  /** Keywords that are also options of the command that makes the picture again. */
  private static final List<String> OPTIONS =
      List.of(
          "style",
          "candidates",
          "seed",
          "count",
          "steps",
          "guidance",
          "guidance-schedule",
          "guidance-interval",
          "temperature",
          "negative",
          "image",
          "mask",
          "strength",
          "sampler",
          "model",
          "precision",
          "ema");

  private static final List<String> KEYWORDS = keywords();

  private static List<String> keywords() {
    List<String> keywords = new java.util.ArrayList<>(List.of("prompt", "class"));
    keywords.addAll(OPTIONS);
    keywords.addAll(List.of("modelHash", "version"));
    return List.copyOf(keywords);
  }

  /** Parameters of sampling; what is usual stays unsaid. */
  static PictureParameters of(SamplingOptions options) {
    String steps =
        options.entitySteps().isEmpty()
            ? String.valueOf(options.solver().steps())
            : options.entitySteps().stream().map(String::valueOf).collect(Collectors.joining(","));
    PictureParameters all =
        new PictureParameters(Map.of())
            .with("steps", steps)
            .with("guidance", options.solver().guidance())
            .with("sampler", options.solver().sampler())
            .with("version", Version.current());
    if (options.schedule() != SamplingOptions.Schedule.RAMP) {
      all = all.with("guidance-schedule", options.schedule());
    }
    if (options.guidedFrom() > 0 || options.guidedTo() < 1) {
      all = all.with("guidance-interval", options.guidedFrom() + "," + options.guidedTo());
    }
    return options.temperature() == 1 ? all : all.with("temperature", options.temperature());
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

  /** The same for certain subjects. */
  PictureParameters of(List<Subject> subjects) {
    PictureParameters all = this;
    if (subjects.stream().noneMatch(Subject::isImagined)) {
      all = all.with("class", lines(subjects, Subject::name));
    }
    if (subjects.get(0).prompt() != null) {
      all = all.with("prompt", lines(subjects, s -> s.prompt().strip().replaceAll("\\s+", " ")));
    }
    String style = subjects.get(0).labels(0).style();
    return style == null ? all : all.with("style", style);
  }

  private static String lines(List<Subject> subjects, Function<Subject, String> line) {
    return subjects.stream().map(line).collect(Collectors.joining("\n"));
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
        .collect(Collectors.joining(" ", "./sprout generate " + subjects() + " ", target()));
  }

  private String subjects() {
    String prompt = values.get("prompt");
    boolean usable = prompt != null && prompt.lines().noneMatch(line -> line.startsWith("-"));
    return usable
        ? prompt.lines().map(Text::shellWord).collect(Collectors.joining(" "))
        : values
            .getOrDefault("class", prompt)
            .lines()
            .map(name -> "--class=" + Text.shellWord(name))
            .collect(Collectors.joining(" "));
  }

  private String target() {
    return values.containsKey("count") ? " --grid again.png" : " -o again.png";
  }
}
