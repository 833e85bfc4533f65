package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Tiny networks with random weights. */
final class Llamas {
  /** Two query heads a key head. */
  static final LlamaConfig TINY = new LlamaConfig(40, 16, 2, 4, 2, 24, 1e-5, 10000, 256, false);

  private Llamas() {}

  /** Weights large enough that every part matters, norms included. */
  static Weights weights(LlamaConfig config, long seed, NDManager parent) {
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (var parameter : LlamaNetwork.parameters(config)) {
      RandomStream random = new RandomStream(seed, arrays.size());
      NDArray values = GaussianNoise.draw(random, manager, parameter.shape());
      boolean norm = parameter.name().endsWith("norm.weight");
      arrays.put(parameter.name(), norm ? values.mul(0.2f).add(1) : values.mul(0.3f));
    }
    return Weights.of(manager, arrays);
  }

  static long[] ids(LlamaConfig config, int count, long seed) {
    RandomStream random = new RandomStream(seed);
    return LongStream.range(0, count).map(i -> random.nextInt(config.vocabulary())).toArray();
  }

  /** A sequence whose ids all count. */
  static TokenSequence sequence(long... ids) {
    return TokenSequence.answer(ids, 1);
  }

  static NDArray batch(NDManager manager, long[]... rows) {
    long[] flat = java.util.Arrays.stream(rows).flatMapToLong(LongStream::of).toArray();
    return manager.create(flat, new Shape(rows.length, rows[0].length));
  }

  static double difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
