package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors of one open file. Thread-safe; owns the file. */
final class TensorStore implements AutoCloseable {
  private final FileBytes bytes;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

  TensorStore(FileBytes bytes, Map<String, StoredTensor> tensors) {
    this.bytes = bytes;
    this.tensors = tensors;
    tensors.forEach((name, tensor) -> infos.put(name, tensor.info()));
  }

  Map<String, TensorInfo> infos() {
    return Collections.unmodifiableMap(infos);
  }

  /** Reads a tensor in the default type of its stored type. */
  NDArray read(String name, NDManager manager) {
    return read(name, manager, find(name).info().type().loaded());
  }

  NDArray read(String name, NDManager manager, DataType type) {
    try {
      return find(name).load(manager, type);
    } catch (IOException e) {
      throw FileBytes.unreadable(bytes.file(), e);
    }
  }

  private StoredTensor find(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw UserError.failure("%s holds no tensor %s", bytes.file(), name);
    }
    return tensor;
  }

  @Override
  public void close() {
    bytes.close();
  }
}
