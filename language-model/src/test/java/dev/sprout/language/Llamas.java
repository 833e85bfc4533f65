package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A test file or folder. */
  static Path resource(String name) {
    try {
      return Path.of(Llamas.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The largest difference of a checkpoint's logits from recorded ones of 20 ids.
   *
   * @param recorded little-endian float32 [20, 50]
   */
  static double apart(LlamaCheckpoint checkpoint, Path recorded) {
    long[] ids = {1, 5, 9, 2, 33, 17, 8, 4, 20, 21, 22, 23, 24, 25, 26, 27, 40, 41, 42, 43};
    try (NDManager scope = checkpoint.weights().newScope()) {
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(recorded)).order(ByteOrder.LITTLE_ENDIAN);
      float[] expected = new float[20 * 50];
      bytes.asFloatBuffer().get(expected);
      LlamaNetwork network =
          new LlamaNetwork(checkpoint.config(), checkpoint.weights(), Precision.FP32, scope);
      return difference(
          network.logits(batch(scope, ids)), scope.create(expected, new Shape(1, 20, 50)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
