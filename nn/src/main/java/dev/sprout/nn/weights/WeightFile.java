package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Read-only file of named tensors, read one at a time. Thread-safe. */
public interface WeightFile extends AutoCloseable {

  /**
   * Opens a safetensors file or a PyTorch checkpoint, told apart by their content. Of a checkpoint
   * with several state dicts, takes {@code model} or {@code state_dict}.
   *
   * @throws UserError when the file is neither, or broken
   */
  static WeightFile open(Path file) {
    return FileKind.of(file) == FileKind.TORCH
        ? TorchCheckpoint.open(file)
        : Safetensors.open(file);
  }

  /**
   * Opens one state dict of a PyTorch checkpoint.
   *
   * @param part its key in the checkpoint, for instance {@code model_ema}
   * @throws UserError when the file is no such checkpoint, is broken or has no such part
   */
  static WeightFile open(Path file, String part) {
    if (FileKind.of(file) != FileKind.TORCH) {
      throw UserError.failure(
          "%s is a safetensors file, which has no parts; leave out '%s'", file, part);
    }
    return TorchCheckpoint.open(file, part);
  }

  /**
   * The state dicts in a file: names for {@link #open(Path, String)}. A safetensors file and a
   * checkpoint that is one state dict have none.
   *
   * @throws UserError when the file is neither, or broken
   */
  static List<String> parts(Path file) {
    return FileKind.of(file) == FileKind.TORCH ? TorchCheckpoint.parts(file) : List.of();
  }

  /** Type and shape of all tensors, in the file's order; unmodifiable. */
  Map<String, TensorInfo> tensors();

  /** Metadata of the file; empty in formats without. Unmodifiable. */
  Map<String, String> metadata();

  /**
   * Reads one tensor into memory of its own: real numbers as float32, integers as int64 or int32
   * (16-bit ones widened), bytes and booleans as they are.
   *
   * @return an array attached to the manager, on its device, in the stored shape
   * @throws UserError when the tensor is missing or the file can't be read
   * @throws IllegalStateException after {@link #close}
   */
  NDArray read(String name, NDManager manager);

  @Override
  void close();
}
