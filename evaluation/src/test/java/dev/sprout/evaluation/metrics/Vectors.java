package dev.sprout.evaluation.metrics;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import dev.sprout.core.JsonFile;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.NpzFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Recorded and random features. */
public final class Vectors {
  private Vectors() {}

  /** A file among the test resources. */
  public static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Vectors.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static FeatureMatrix features(String file, String array) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(file(file))) {
      int columns = (int) vectors.info(array).shape()[1];
      return new FeatureMatrix(vectors.read(array, manager).toFloatArray(), columns);
    }
  }

  static double number(String file, String array) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(file(file))) {
      return vectors.read(array, manager).toType(DataType.FLOAT64, false).toDoubleArray()[0];
    }
  }

  static JsonObject json(String file) {
    return JsonFile.read(file(file), JsonObject.class, UserError.Kind.FAILED);
  }

  /** Normal numbers, each dimension scaled by another factor and shifted. */
  static FeatureMatrix random(long seed, int rows, int columns) {
    RandomStream random = new RandomStream(seed);
    float[] values = random.gaussians(rows * columns);
    for (int i = 0; i < values.length; i++) {
      int d = i % columns;
      values[i] = values[i] * (1 + d % 3) + d % 5;
    }
    return new FeatureMatrix(values, columns);
  }

  /** Small whole numbers, so that distances are often equal. */
  static FeatureMatrix whole(long seed, int rows, int columns) {
    RandomStream random = new RandomStream(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4);
    }
    return new FeatureMatrix(values, columns);
  }

  static FeatureMatrix rows(float[]... rows) {
    return FeatureMatrix.ofRows(List.of(rows));
  }

  static FeatureMatrix shuffled(FeatureMatrix features, long seed) {
    return features.selected(new RandomStream(seed).permutation(features.rows()));
  }
}
