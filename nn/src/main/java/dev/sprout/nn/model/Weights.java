package dev.sprout.nn.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Named arrays of a network, in order of declaration.
 *
 * <p>The map is constant; the arrays are constant in inference, and the optimiser updates them in
 * place. Reading is thread-safe. Closing frees the native memory.
 */
public final class Weights implements AutoCloseable {
  private final NDManager manager;
  private final Map<String, NDArray> arrays;

  private Weights(NDManager manager, Map<String, NDArray> arrays) {
    this.manager = manager;
    this.arrays = Collections.unmodifiableMap(arrays);
  }

  /** Fresh weights; each array draws from its own stream of {@code (seed, position)}. */
  public static Weights initialise(List<Parameter> parameters, long seed, NDManager parent) {
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      RandomStream random = new RandomStream(seed, arrays.size());
      float[] values = parameter.initialisation().values(parameter.shape(), random);
      arrays.put(parameter.name(), manager.create(values, parameter.shape()));
    }
    return new Weights(manager, arrays);
  }

  /**
   * Reads weights in float32, after checking all names and shapes.
   *
   * @param ignorable names in the file that may stay unused, such as buffers
   * @throws UserError listing arrays that are missing, extra or of another shape, or naming an
   *     array with values that are not finite
   */
  public static Weights load(
      Path file, List<Parameter> parameters, Predicate<String> ignorable, NDManager parent) {
    try (WeightFile source = WeightFile.open(file)) {
      return read(file, source, parameters, ignorable, parent);
    }
  }

  /** Like {@link #load}, from a file that is already open. */
  public static Weights read(
      Path shownName,
      WeightFile source,
      List<Parameter> parameters,
      Predicate<String> ignorable,
      NDManager parent) {
    return read(shownName, source, parameters, ignorable, name -> false, parent);
  }

  /**
   * Like {@link #load}, from a file that is already open, with selected arrays rounded to bfloat16
   * while read: one float32 array at a time is in memory.
   */
  public static Weights read(
      Path shownName,
      WeightFile source,
      List<Parameter> parameters,
      Predicate<String> ignorable,
      Predicate<String> rounded,
      NDManager parent) {
    Map<String, long[]> expected = new LinkedHashMap<>();
    parameters.forEach(p -> expected.put(p.name(), p.shape().getShape()));
    WeightMismatch.check(shownName, expected, source.tensors(), ignorable);
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    expected.keySet().forEach(name -> arrays.put(name, null)); // keeps the order of declaration
    for (Parameter parameter : largestFirst(parameters)) {
      NDArray read = source.read(parameter.name(), manager);
      NDArray array = WeightMismatch.finite(shownName, parameter.name(), read);
      arrays.put(parameter.name(), rounded.test(parameter.name()) ? narrowed(array) : array);
    }
    return new Weights(manager, arrays);
  }

  /**
   * Parameters by decreasing size. Each is read as float32 and freed once it is rounded; the next
   * one is no larger, so that its float32 copy fits into the freed memory and the process doesn't
   * grow.
   */
  private static List<Parameter> largestFirst(List<Parameter> parameters) {
    return parameters.stream()
        .sorted(Comparator.comparingLong((Parameter p) -> p.shape().size()).reversed())
        .toList();
  }

  private static NDArray narrowed(NDArray array) {
    NDArray half = TorchOps.bfloat16(array);
    array.close();
    return half;
  }

  /** Weights over given arrays; closing them closes the manager. */
  public static Weights of(NDManager manager, Map<String, NDArray> arrays) {
    return new Weights(manager, new LinkedHashMap<>(arrays));
  }

  /** A deep copy with its own memory. */
  public Weights copy(NDManager parent) {
    NDManager target = parent.newSubManager();
    Map<String, NDArray> copies = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> copies.put(name, target.create(array.toFloatArray(), array.getShape())));
    return new Weights(target, copies);
  }

  /** A manager on the weights' device, closed by the caller. */
  public NDManager newScope() {
    return manager.newSubManager();
  }

  /** A copy with selected arrays rounded to bfloat16. */
  public Weights rounded(Predicate<String> names, NDManager parent) {
    NDManager target = parent.newSubManager();
    Map<String, NDArray> copies = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          NDArray copy = names.test(name) ? TorchOps.bfloat16(array) : array.duplicate();
          copy.attach(target);
          copies.put(name, copy);
        });
    return new Weights(target, copies);
  }

  /**
   * These weights for inference: the named matrices are replaced, one at a time, by packed ones,
   * see {@link TorchOps#packed}. The given weights are no longer usable, and closing the result
   * closes them.
   */
  public Weights packed(Predicate<String> matrices) {
    Map<String, NDArray> packed = new LinkedHashMap<>();
    arrays.forEach((name, array) -> packed.put(name, matrices.test(name) ? packed(array) : array));
    return new Weights(manager, packed);
  }

  private static NDArray packed(NDArray matrix) {
    NDArray packed = TorchOps.packed(matrix);
    if (packed != matrix) {
      matrix.close();
    }
    return packed;
  }

  /** Zeros with the names and shapes of these weights. */
  public Weights zeros(NDManager parent) {
    NDManager target = parent.newSubManager();
    Map<String, NDArray> zeros = new LinkedHashMap<>();
    arrays.forEach((name, array) -> zeros.put(name, target.zeros(array.getShape())));
    return new Weights(target, zeros);
  }

  /** The array with a name. */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no weight named " + name);
    }
    return array;
  }

  /** The arrays with a prefix and each of the names, in order. */
  public NDArray[] all(String prefix, String... names) {
    NDArray[] found = new NDArray[names.length];
    for (int i = 0; i < names.length; i++) {
      found[i] = get(prefix + names[i]);
    }
    return found;
  }

  /** All arrays by name. */
  public Map<String, NDArray> arrays() {
    return arrays;
  }

  /** Number of scalars. */
  public long count() {
    return arrays.values().stream().mapToLong(array -> array.getShape().size()).sum();
  }

  /** Turns on gradients of all arrays. */
  public void requireGradients() {
    arrays.values().forEach(array -> array.setRequiresGradient(true));
  }

  /** Writes a safetensors file, whole or not at all. */
  public void save(Path file, TensorType type, Map<String, String> metadata) {
    SafetensorsWriter.write(file, arrays, type, metadata);
  }

  @Override
  public void close() {
    manager.close();
  }
}
