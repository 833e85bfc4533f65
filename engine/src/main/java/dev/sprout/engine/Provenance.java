package dev.sprout.engine;

import dev.sprout.core.Version;
import dev.sprout.flow.GuidanceOptions;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a picture was made from, as the text chunks of its PNG say it. Several prompts or classes
 * are lines of one value. Immutable.
 *
 * @param values by keyword, in the order in which people read them; unknown keywords stay out
 */
public record Provenance(Map<String, String> values) {
  /** What a picture shows: one of these, except that a looked-up prompt has its class too. */
  private static final List<String> SUBJECTS = List.of("prompt", "class", "ids", "from", "to");

  /** Keywords that are also names of options, in the order in which commands write them. */
  private static final List<String> OPTIONS =
      List.of(
          "style",
          "candidates",
          "frames",
          "seed",
          "to-seed",
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
          "adapter",
          "ema");

  private static final List<String> KEYWORDS = keywords();

  private static List<String> keywords() {
    List<String> keywords = new ArrayList<>(SUBJECTS);
    keywords.addAll(OPTIONS);
    keywords.addAll(List.of("entity", "evaluation", "modelHash", "version"));
    return List.copyOf(keywords);
  }

  /** Orders the values and leaves unknown keywords out. */
  public Provenance {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String keyword : KEYWORDS) {
      if (values.containsKey(keyword)) {
        ordered.put(keyword, values.get(keyword));
      }
    }
    values = Collections.unmodifiableMap(ordered);
  }

  /** Parameters of sampling; values of the published way are left out. */
  static Provenance of(SamplingOptions options) {
    String steps =
        options.entitySteps().isEmpty()
            ? String.valueOf(options.solver().steps())
            : options.entitySteps().stream().map(String::valueOf).collect(Collectors.joining(","));
    GuidanceOptions guidance = options.guidance();
    Provenance all =
        new Provenance(Map.of())
            .with("steps", steps)
            .with("guidance", guidance.scale())
            .with("sampler", options.solver().sampler())
            .with("version", Version.current());
    if (guidance.schedule() != GuidanceOptions.Schedule.RAMP) {
      all = all.with("guidance-schedule", guidance.schedule());
    }
    if (guidance.from() > 0 || guidance.to() < 1) {
      all = all.with("guidance-interval", guidance.from() + "," + guidance.to());
    }
    return options.temperature() == 1 ? all : all.with("temperature", options.temperature());
  }

  /** The same with one more value. */
  public Provenance with(String keyword, Object value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(keyword, String.valueOf(value));
    return new Provenance(more);
  }

  /**
   * What a grid of pictures was made from.
   *
   * @param subjects the first picture of each subject
   * @param count pictures of each subject
   */
  public static Provenance ofGrid(List<Provenance> subjects, int count) {
    Provenance grid = subjects.get(0).with("count", count);
    for (String keyword : List.of("prompt", "class")) {
      if (grid.values.containsKey(keyword)) {
        grid =
            grid.with(
                keyword,
                subjects.stream()
                    .map(each -> each.values.get(keyword))
                    .collect(Collectors.joining("\n")));
      }
    }
    return grid;
  }

  /** Whether this is enough to make the picture again. */
  public boolean isComplete() {
    return values.containsKey("seed") && SUBJECTS.stream().anyMatch(values::containsKey);
  }

  /** A value, or null. */
  public String get(String keyword) {
    return values.get(keyword);
  }

  /** The values that are options of the command that made the picture, in their usual order. */
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    OPTIONS.stream()
        .filter(values::containsKey)
        .forEach(keyword -> options.put(keyword, values.get(keyword)));
    return options;
  }
}
