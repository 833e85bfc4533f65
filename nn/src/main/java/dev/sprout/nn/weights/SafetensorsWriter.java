package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.core.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writer of safetensors files. Equal arrays in equal order give equal bytes. Tensors with larger
 * elements come first, otherwise in the caller's order, so that all are aligned to their elements.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /** One tensor to write. */
  private record Item(String name, NDArray array, TensorInfo info) {}

  /**
   * Writes the file atomically.
   *
   * @param tensors real arrays, which are stored in the given type, and integers, bytes and
   *     booleans, which are stored as they are
   * @param type F32, F16 or BF16, rounded to nearest even
   * @param metadata metadata of the file; may be empty
   * @throws dev.sprout.core.UserError when the file can't be written
   * @throws IllegalArgumentException for another type, or a name that is reserved or no Unicode
   *     text
   */
  public static void write(
      Path file, Map<String, NDArray> tensors, TensorType type, Map<String, String> metadata) {
    if (type != TensorType.F32 && type != TensorType.F16 && type != TensorType.BF16) {
      throw new IllegalArgumentException("real arrays can't be stored as " + type);
    }
    List<Item> items =
        tensors.entrySet().stream()
            .map(tensor -> item(tensor.getKey(), tensor.getValue(), type))
            .sorted(Comparator.comparingInt((Item item) -> -item.info().type().bytes()))
            .toList();
    byte[] header = header(items, metadata);
    AtomicFile.write(
        file,
        out -> {
          out.write(header);
          for (Item item : items) {
            ArrayBytes.write(item.array(), item.info().type(), out);
          }
        });
  }

  private static Item item(String name, NDArray array, TensorType realType) {
    TensorType stored = ArrayBytes.storedType(array.getDataType(), realType);
    return new Item(name, array, new TensorInfo(stored, array.getShape().getShape()));
  }

  /** Length and JSON, padded with spaces to a multiple of the alignment. */
  private static byte[] header(List<Item> items, Map<String, String> metadata) {
    ByteBuffer text = utf8(json(items, metadata));
    int padded = -Math.floorDiv(-text.remaining(), ALIGNMENT) * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(padded).put(text);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }

  private static String json(List<Item> items, Map<String, String> metadata) {
    JsonObject json = new JsonObject();
    if (!metadata.isEmpty()) {
      JsonObject remarks = new JsonObject();
      new TreeMap<>(metadata).forEach(remarks::addProperty);
      json.add(SafetensorsHeader.METADATA, remarks);
    }
    long offset = 0;
    for (Item item : items) {
      if (item.name().equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException("the name " + item.name() + " is reserved");
      }
      json.add(item.name(), entry(item.info(), offset));
      offset += item.info().bytes();
    }
    return json.toString();
  }

  private static JsonObject entry(TensorInfo info, long begin) {
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", info.type().name());
    entry.add("shape", numbers(info.shape()));
    entry.add("data_offsets", numbers(begin, begin + info.bytes()));
    return entry;
  }

  private static JsonArray numbers(long... values) {
    JsonArray array = new JsonArray();
    for (long value : values) {
      array.add(value);
    }
    return array;
  }

  private static ByteBuffer utf8(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name or remark is no Unicode text", e);
    }
  }
}
