package dev.sprout.language;

import com.google.gson.JsonObject;
import dev.sprout.language.RopeConfig.Scaling;
import java.util.Set;

/**
 * Rotary settings in {@code config.json}: {@code rope_theta} and {@code rope_scaling} as
 * transformers 4 writes them, or all in {@code rope_parameters} as version 5 does.
 */
final class HuggingFaceRope {
  private static final double DEFAULT_BASE = 10_000;
  private static final String NEW = "rope_parameters";
  private static final String OLD = "rope_scaling";
  private static final String BASE = "rope_theta";
  private static final String TYPE = "rope_type";
  private static final String OLD_TYPE = "type";
  private static final String FACTOR = "factor";
  private static final String LOW = "low_freq_factor";
  private static final String HIGH = "high_freq_factor";
  private static final String ORIGINAL = "original_max_position_embeddings";
  private static final String PARTIAL = "partial_rotary_factor";

  private static final Set<String> UNSCALED = Set.of(BASE, TYPE, OLD_TYPE, PARTIAL);
  private static final Set<String> LINEAR = Set.of(BASE, TYPE, OLD_TYPE, PARTIAL, FACTOR);
  private static final Set<String> LLAMA3 =
      Set.of(BASE, TYPE, OLD_TYPE, PARTIAL, FACTOR, LOW, HIGH, ORIGINAL);

  private HuggingFaceRope() {}

  static RopeConfig read(JsonFields config) {
    if (config.has(OLD)
        && config.has(NEW)
        && !config.object().get(OLD).equals(config.object().get(NEW))) {
      throw config.invalid(OLD, "the same as rope_parameters, or only one of both");
    }
    JsonFields rope = config.fields(config.has(NEW) ? NEW : OLD);
    double base = rope.number(BASE, config.number(BASE, DEFAULT_BASE));
    if (config.number(BASE, base) != base) {
      throw config.invalid(BASE, "the same as in " + NEW + ", " + base);
    } else if (rope.number(PARTIAL, 1) != 1) {
      throw rope.invalid(PARTIAL, "1");
    }
    return scaled(rope, base);
  }

  private static RopeConfig scaled(JsonFields rope, double base) {
    String field = rope.has(TYPE) ? TYPE : OLD_TYPE;
    String type = rope.text(field, rope.has(FACTOR) ? "" : "default");
    if (!rope.text(OLD_TYPE, type).equals(type)) {
      throw rope.invalid(OLD_TYPE, "the same as rope_type");
    }
    switch (type) {
      case "default" -> {
        rope.allowOnly(UNSCALED);
        return RopeConfig.unscaled(base);
      }
      case "linear" -> {
        rope.allowOnly(LINEAR);
        return RopeConfig.linear(base, required(rope, FACTOR));
      }
      case "llama3" -> {
        rope.allowOnly(LLAMA3);
        return new RopeConfig(
            base,
            Scaling.LLAMA3,
            required(rope, FACTOR),
            required(rope, LOW),
            required(rope, HIGH),
            rope.whole(ORIGINAL, 0));
      }
      default -> throw rope.invalid(field, "default, linear or llama3");
    }
  }

  private static double required(JsonFields rope, String name) {
    if (!rope.has(name)) {
      throw rope.invalid(name, "a number");
    }
    return rope.number(name, 0);
  }

  /** Writes the older spelling, which both versions read. */
  static void write(JsonObject json, RopeConfig rope) {
    json.addProperty(BASE, rope.base());
    if (rope.scaling() == Scaling.NONE) {
      return;
    }
    JsonObject scaling = new JsonObject();
    scaling.addProperty(TYPE, rope.scaling() == Scaling.LINEAR ? "linear" : "llama3");
    scaling.addProperty(FACTOR, rope.factor());
    if (rope.scaling() == Scaling.LLAMA3) {
      scaling.addProperty(LOW, rope.lowFrequencyFactor());
      scaling.addProperty(HIGH, rope.highFrequencyFactor());
      scaling.addProperty(ORIGINAL, rope.originalPositions());
    }
    json.add(OLD, scaling);
  }
}
