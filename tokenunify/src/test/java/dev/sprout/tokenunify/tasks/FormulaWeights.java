package dev.sprout.tokenunify.tasks;

import dev.sprout.core.RandomStream;
import dev.sprout.core.StableHash;
import dev.sprout.nn.model.Parameter;
import java.util.stream.LongStream;

/** The weights that recorded arrays belong to, made by a formula from the arrays' names. */
record FormulaWeights(String salt) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Numbers from −1 to 1 that belong to a name. */
  float[] uniform(String name, int count) {
    long hash = StableHash.fnv1a(salt + name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long bits = RandomStream.mix(hash + (i + 1) * GOLDEN_GAMMA);
      values[i] = (float) ((bits >>> 40) / 16777216.0 * 2 - 1);
    }
    return values;
  }

  /** The values of an array. */
  float[] of(Parameter parameter) {
    String name = parameter.name();
    long[] shape = parameter.shape().getShape();
    float[] values = uniform(name, (int) parameter.shape().size());
    float fanIn = LongStream.of(shape).skip(1).reduce(1, (a, b) -> a * b);
    float scale = (float) (2.45 / Math.sqrt(fanIn));
    for (int i = 0; i < values.length; i++) {
      float u = values[i];
      if (name.endsWith("_log")) {
        values[i] = (float) Math.log(i % 16 + 1) + 0.3f * u;
      } else if (name.matches(".*\\.D(_b|_s)?")) {
        values[i] = 1 + 0.3f * u;
      } else if (name.endsWith("norm.weight")) {
        values[i] = 1 + 0.2f * u;
      } else if (name.endsWith("dt_proj.bias")) {
        values[i] = -3.5f + 1.2f * u;
      } else {
        values[i] = u * (name.endsWith("bias") ? 0.1f : scale);
      }
    }
    return values;
  }
}
