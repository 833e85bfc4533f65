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
 * The named arrays of a network, in the order in which the network declares them.
 *
 * <p>The map never changes; the arrays are constant in inference and are updated in place only by
 * the optimiser. Reading is thread-safe. Closing frees the native memory.
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
   * Reads weights in float32, checking names and shapes before anything is read.
   *
   * @param ignorable names in the file that may stay unused, such as buffers
   * @throws UserError listing what is missing, extra or of another shape, or naming an array with
   *     values that are no finite numbers
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
   * Like {@link #load}, from a file that is already open, with the arrays of some names rounded to
   * bfloat16 as they are read: the float32 of one array at a time is in memory.
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
    expected.keySet().forEach(name -> arrays.put(name, null)); // in the order declared
    for (Parameter parameter : largestFirst(parameters)) {
      NDArray read = source.read(parameter.name(), manager);
      NDArray array = WeightMismatch.finite(shownName, parameter.name(), read);
      arrays.put(parameter.name(), rounded.test(parameter.name()) ? narrowed(array) : array);
    }
    return new Weights(manager, arrays);
  }

  /** What rounding one array frees has room for every later one, so that no gaps add up. */
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

  /** Weights over arrays made by the caller with the given manager, which is closed with them. */
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

  /** A manager for arrays that meet these: on the same device, closed by the caller. */
  public NDManager newScope() {
    return manager.newSubManager();
  }

  /** A copy of which the arrays of some names are rounded to bfloat16. */
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

  /** Zeros of the same names and shapes. */
  public Weights zeros(NDManager parent) {
    NDManager target = parent.newSubManager();
    Map<String, NDArray> zeros = new LinkedHashMap<>();
    arrays.forEach((name, array) -> zeros.put(name, target.zeros(array.getShape())));
    return new Weights(target, zeros);
  }

  /** The array of that name. */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no weight named " + name);
    }
    return array;
  }

  /** The arrays of the given names behind one prefix, in the order asked. */
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

  /** The number of scalars. */
  public long count() {
    return arrays.values().stream().mapToLong(array -> array.getShape().size()).sum();
  }

  /** Asks that losses leave their gradients beside every array. */
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
