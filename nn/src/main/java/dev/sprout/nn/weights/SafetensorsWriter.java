package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.nn.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes safetensors files: the same arrays give the same bytes. */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes the file whole or not at all.
   *
   * @param tensors real arrays are stored in the given type; integers as they are
   * @param type F32, F16 or BF16, rounded to nearest even
   * @throws dev.sprout.nn.UserError when the file can't be written
   */
  public static void write(
      Path file, Map<String, NDArray> tensors, TensorType type, Map<String, String> metadata) {
    AtomicFile.write(file, out -> write(out, tensors, type, metadata));
  }

  private static void write(
      OutputStream out, Map<String, NDArray> tensors, TensorType type, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, type, metadata);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    for (NDArray array : tensors.values()) {
      out.write(encode(array, storedType(array, type)));
    }
  }

  private static byte[] header(
      Map<String, NDArray> tensors, TensorType type, Map<String, String> metadata) {
    JsonObject json = new JsonObject();
    if (!metadata.isEmpty()) {
      JsonObject remarks = new JsonObject();
      new TreeMap<>(metadata).forEach(remarks::addProperty);
      json.add("__metadata__", remarks);
    }
    long offset = 0;
    for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
      TensorType stored = storedType(tensor.getValue(), type);
      TensorInfo info = new TensorInfo(stored, tensor.getValue().getShape().getShape());
      json.add(tensor.getKey(), entry(info, offset));
      offset += info.bytes();
    }
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(padded).put(text);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }

  private static JsonObject entry(TensorInfo info, long offset) {
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", info.type().name());
    JsonArray shape = new JsonArray();
    for (long size : info.shape()) {
      shape.add(size);
    }
    entry.add("shape", shape);
    JsonArray span = new JsonArray();
    span.add(offset);
    span.add(offset + info.bytes());
    entry.add("data_offsets", span);
    return entry;
  }

  private static TensorType storedType(NDArray array, TensorType type) {
    return switch (array.getDataType()) {
      case INT64 -> TensorType.I64;
      case INT32 -> TensorType.I32;
      default -> type;
    };
  }

  private static byte[] encode(NDArray array, TensorType type) {
    byte[] stored = new byte[Math.toIntExact(array.getShape().size() * type.bytes())];
    ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    if (type == TensorType.I64) {
      bytes.asLongBuffer().put(array.toLongArray());
    } else if (type == TensorType.I32) {
      bytes.asIntBuffer().put(array.toIntArray());
    } else {
      putFloats(bytes, floats(array), type);
    }
    return stored;
  }

  private static float[] floats(NDArray array) {
    if (array.getDataType() == DataType.FLOAT32) {
      return array.toFloatArray();
    }
    try (NDArray single = array.toType(DataType.FLOAT32, true)) {
      return single.toFloatArray();
    }
  }

  private static void putFloats(ByteBuffer bytes, float[] values, TensorType type) {
    for (float value : values) {
      switch (type) {
        case F32 -> bytes.putFloat(value);
        case F16 -> bytes.putShort(HalfPrecision.toHalf(value));
        case BF16 -> bytes.putShort(HalfPrecision.toBfloat(value));
        default -> throw new IllegalArgumentException("real arrays can't be stored as " + type);
      }
    }
  }
}
