package dev.sprout.evaluation.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.nn.weights.NpzWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Statistics as {@code .npz} with the arrays {@code mu} [D] and {@code sigma} [D, D], in double or
 * single precision, as pytorch-fid, clean-fid and torch-fidelity keep them. Two more arrays, which
 * those ignore, may follow: the number of pictures {@code count}, a whole number, and {@code
 * protocol}, the bytes of a JSON text that says how the features were made.
 *
 * @param protocol JSON text; empty where the file holds none
 */
public record StatisticsFile(Statistics statistics, Optional<String> protocol) {
  private static final String MEAN = "mu";
  private static final String COVARIANCE = "sigma";
  private static final String COUNT = "count";
  private static final String PROTOCOL = "protocol";

  /** Largest dimension: a covariance of 2 GiB. */
  private static final long LARGEST = 1 << 14;

  private static final long LONGEST_PROTOCOL = 1 << 20;

  /**
   * Reads a file, whose arrays' sizes are checked first.
   *
   * @throws UserError when it can't be read or holds no such arrays
   */
  public static StatisticsFile read(Path file) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile arrays = NpzFile.open(file)) {
      long[] shape = arrays.info(MEAN).shape();
      if (shape.length != 1 || shape[0] < 1 || shape[0] > LARGEST) {
        throw UserError.failure(
            "%s: mu has the shape %s; accepted are 1 to %d numbers",
            file, Arrays.toString(shape), LARGEST);
      }
      requireShape(file, arrays, COVARIANCE, shape[0], shape[0]);
      Statistics statistics =
          new Statistics(
              count(file, arrays, manager),
              doubles(arrays, MEAN, manager),
              doubles(arrays, COVARIANCE, manager));
      return new StatisticsFile(statistics, protocol(file, arrays, manager));
    } catch (UserError e) {
      boolean named = e.getMessage().startsWith(file.toString());
      throw named ? e : UserError.failure(e, "%s: %s", file, e.getMessage());
    }
  }

  private static long count(Path file, NpzFile arrays, NDManager manager) {
    if (!arrays.names().contains(COUNT)) {
      return 0;
    }
    requireShape(file, arrays, COUNT);
    return arrays.read(COUNT, manager).toType(DataType.INT64, false).getLong();
  }

  private static Optional<String> protocol(Path file, NpzFile arrays, NDManager manager) {
    if (!arrays.names().contains(PROTOCOL)) {
      return Optional.empty();
    }
    long length = arrays.info(PROTOCOL).elements();
    if (length > LONGEST_PROTOCOL) {
      throw UserError.failure(
          "%s: protocol has %d bytes; accepted are up to %d", file, length, LONGEST_PROTOCOL);
    }
    NDArray bytes = arrays.read(PROTOCOL, manager).toType(DataType.UINT8, false);
    return Optional.of(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
  }

  private static void requireShape(Path file, NpzFile arrays, String name, long... shape) {
    long[] given = arrays.info(name).shape();
    if (!Arrays.equals(given, shape)) {
      throw UserError.failure(
          "%s: %s has the shape %s; accepted is %s",
          file, name, Arrays.toString(given), Arrays.toString(shape));
    }
  }

  private static double[] doubles(NpzFile arrays, String name, NDManager manager) {
    try (NDArray array = arrays.read(name, manager)) {
      return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /**
   * Writes the file atomically, in double precision.
   *
   * @throws UserError when it can't be written
   */
  public void write(Path file) {
    int dimension = statistics.dimension();
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      arrays.put(MEAN, manager.create(statistics.mean()));
      arrays.put(
          COVARIANCE, manager.create(statistics.covariance(), new Shape(dimension, dimension)));
      if (statistics.count() > 0) {
        arrays.put(COUNT, manager.create(statistics.count()));
      }
      if (protocol.isPresent()) {
        byte[] bytes = protocol.get().getBytes(StandardCharsets.UTF_8);
        arrays.put(
            PROTOCOL,
            manager.create(ByteBuffer.wrap(bytes), new Shape(bytes.length), DataType.UINT8));
      }
      NpzWriter.write(file, arrays);
    }
  }
}
