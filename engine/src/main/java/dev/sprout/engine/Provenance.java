package dev.sprout.engine;

import dev.sprout.core.Version;
import dev.sprout.flow.Guidance;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Provenance of a picture, as stored in the text chunks of its PNG. Several prompts or classes are
 * lines of one value. Immutable.
 *
 * @param values values by keyword, in reading order; unknown keywords are dropped
 */
public record Provenance(Map<String, String> values) {
  /** Keywords of subjects; a picture has one, and a prompt resolved by lookup its class too. */
  private static final List<String> SUBJECTS = List.of("prompt", "class", "ids", "from", "to");

  /** Keywords that are also options, in the order of commands. */
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
    keywords.addAll(
        List.of("instruction", "prefix", "entity", "evaluation", "modelHash", "version"));
    return List.copyOf(keywords);
  }

  /** Orders the values and drops unknown keywords. */
  public Provenance {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String keyword : KEYWORDS) {
      if (values.containsKey(keyword)) {
        ordered.put(keyword, values.get(keyword));
      }
    }
    values = Collections.unmodifiableMap(ordered);
  }

  /** Sampling parameters that differ from the published ones. */
  static Provenance of(SamplingOptions options) {
    String steps =
        options.entitySteps().isEmpty()
            ? String.valueOf(options.solver().steps())
            : options.entitySteps().stream().map(String::valueOf).collect(Collectors.joining(","));
    Guidance guidance = options.guidance();
    Provenance all =
        new Provenance(Map.of())
            .with("steps", steps)
            .with("guidance", guidance.scale())
            .with("sampler", options.solver().sampler())
            .with("version", Version.current());
    if (guidance.schedule() != Guidance.Schedule.RAMP) {
      all = all.with("guidance-schedule", guidance.schedule());
    }
    if (guidance.from() > 0 || guidance.to() < 1) {
      all = all.with("guidance-interval", guidance.from() + "," + guidance.to());
    }
    return options.temperature() == 1 ? all : all.with("temperature", options.temperature());
  }

  /** A copy with one more value. */
  public Provenance with(String keyword, Object value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(keyword, String.valueOf(value));
    return new Provenance(more);
  }

  /**
   * Provenance of a grid.
   *
   * @param subjects provenance of each subject's first picture
   * @param count pictures per subject
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

  /** Whether the values suffice to draw the picture again. */
  public boolean isComplete() {
    return values.containsKey("seed") && SUBJECTS.stream().anyMatch(values::containsKey);
  }

  /** A value, or null. */
  public String get(String keyword) {
    return values.get(keyword);
  }

  /** Values that are command options, in the order of commands. */
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    OPTIONS.stream()
        .filter(values::containsKey)
        .forEach(keyword -> options.put(keyword, values.get(keyword)));
    return options;
  }
}
