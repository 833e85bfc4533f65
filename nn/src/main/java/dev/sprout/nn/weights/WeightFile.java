package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Map;

/** A read-only file of named tensors that reads one tensor at a time. Thread-safe. */
public interface WeightFile extends AutoCloseable {

  /**
   * Opens a weight file by its content: safetensors.
   *
   * @throws dev.sprout.nn.UserError when the file is neither, or broken
   */
  static WeightFile open(Path file) {
    return Safetensors.open(file);
  }

  /** What the file holds, in its own order; unmodifiable. */
  Map<String, TensorInfo> tensors();

  /** The file's own remarks; empty where the format has none. */
  Map<String, String> metadata();

  /**
   * Reads one tensor: real numbers as float32, integers as int64 or int32, bytes and booleans as
   * they are.
   */
  NDArray read(String name, NDManager manager);

  @Override
  void close();
}
