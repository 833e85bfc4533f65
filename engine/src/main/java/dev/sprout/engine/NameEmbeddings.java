package dev.sprout.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Text embeddings of all concept names, stored beside the weights, since computing them takes
 * longer than drawing a picture. A file of other weights or names is ignored.
 */
final class NameEmbeddings {
  /** File in a model folder, with array {@code name_embeddings}, float32 [C, D]. */
  static final String FILE = "names.safetensors";

  private static final String ARRAY = "name_embeddings";
  private static final String KEY = "key";
  private static final String CONTENT = "content";

  private NameEmbeddings() {}

  /** Key of tokenizer, vocabulary and names. */
  static String key(String wordsHash, List<String> names) {
    return wordsHash + "-" + Integer.toHexString(String.join("\n", names).hashCode());
  }

  /**
   * Reads the embeddings stored under a key, or computes them.
   *
   * @param key see {@link #key}
   * @throws UserError when the file is damaged
   */
  static List<float[]> of(Path folder, String key, List<String> names, TextEmbedder texts) {
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      try (WeightFile stored = WeightFile.open(file);
          NDManager manager = ComputeDevice.CPU.newManager()) {
        if (key.equals(stored.metadata().get(KEY))) {
          TensorInfo info = stored.tensors().get(ARRAY);
          if (info == null || info.shape().length != 2 || info.shape()[0] != names.size()) {
            throw UserError.failure(
                "%s holds no embeddings of %d names; delete it, it is only a store",
                file, names.size());
          }
          NDArray array = WeightMismatch.finite(file, ARRAY, stored.read(ARRAY, manager));
          float[] flat = array.toFloatArray();
          if (!content(flat).equals(stored.metadata().get(CONTENT))) {
            throw UserError.failure(
                "%s holds other numbers than were stored; delete it, it is only a store", file);
          }
          return rows(flat, names.size());
        }
      }
    }
    return texts.embed(names);
  }

  /** Stores embeddings. */
  static void write(Path folder, String key, List<float[]> embeddings) {
    int width = embeddings.get(0).length;
    float[] flat = new float[embeddings.size() * width];
    for (int i = 0; i < embeddings.size(); i++) {
      System.arraycopy(embeddings.get(i), 0, flat, i * width, width);
    }
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      NDArray array = manager.create(flat, new Shape(embeddings.size(), width)); // [C, D]
      SafetensorsWriter.write(
          folder.resolve(FILE),
          Map.of(ARRAY, array),
          TensorType.F32,
          Map.of(KEY, key, CONTENT, content(flat)));
    }
  }

  /** Checksum of the stored numbers in their order. */
  private static String content(float[] flat) {
    CRC32C checksum = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(flat.length * Float.BYTES);
    bytes.asFloatBuffer().put(flat);
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue());
  }

  private static List<float[]> rows(float[] flat, int count) {
    int width = flat.length / count;
    List<float[]> rows = new ArrayList<>();
    for (int begin = 0; begin < flat.length; begin += width) {
      rows.add(Arrays.copyOfRange(flat, begin, begin + width));
    }
    return rows;
  }
}
