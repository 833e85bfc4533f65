package dev.sprout.nn.weights;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.sprout.nn.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checked header of a safetensors file. Nothing in it is trusted: lengths are compared with the
 * file before memory is taken, names are unique, and the tensors tile the data exactly.
 */
final class SafetensorsHeader {
  /** The format's own limit. */
  private static final long LONGEST = 100_000_000;

  private static final int LENGTH_BYTES = 8;
  private static final String METADATA = "__metadata__";

  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final Map<String, Long> positions = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsHeader() {}

  /** Where one tensor lies inside the data. */
  private record Span(String name, long begin, long end) {}

  Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /** Byte offset of a tensor from the beginning of the file. */
  long position(String name) {
    return positions.get(name);
  }

  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    long length = size < LENGTH_BYTES ? -1 : bytes(channel, 0, LENGTH_BYTES).getLong();
    if (length < 0 || length > LONGEST || length > size - LENGTH_BYTES) {
      throw broken(
          file,
          "its header claims %s bytes and the file has %d; accepted are headers up to %d bytes"
              + " that lie inside the file",
          length < 0 ? "a negative or missing number of" : length,
          size,
          LONGEST);
    }
    SafetensorsHeader header = new SafetensorsHeader();
    try {
      ByteBuffer json = bytes(channel, LENGTH_BYTES, (int) length);
      header.parse(StandardCharsets.UTF_8.newDecoder().decode(json).toString());
    } catch (CharacterCodingException e) {
      throw broken(file, "its header is not UTF-8 text");
    } catch (IOException | IllegalStateException | ArithmeticException e) {
      throw broken(file, "its header is malformed (%s)", e.getMessage());
    } catch (IllegalArgumentException e) {
      throw broken(file, "%s", e.getMessage());
    }
    header.checkTiling(file, LENGTH_BYTES + length, size);
    return header;
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file ended early");
      }
    }
    return buffer.flip();
  }

  private void parse(String json) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (name.equals(METADATA)) {
        readMetadata(reader);
      } else {
        readTensor(name, reader);
      }
    }
    reader.endObject();
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new IllegalArgumentException("its header goes on after the closing brace");
    }
  }

  private void readMetadata(JsonReader reader) throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (metadata.put(key, reader.nextString()) != null) {
        throw new IllegalArgumentException("its metadata names '" + key + "' twice");
      }
    }
    reader.endObject();
  }

  private void readTensor(String name, JsonReader reader) throws IOException {
    TensorType type = null;
    long[] shape = null;
    long[] span = null;
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      switch (key) {
        case "dtype" -> type = type(name, reader.nextString());
        case "shape" -> shape = longs(reader);
        case "data_offsets" -> span = longs(reader);
        default -> throw new IllegalArgumentException(name + " has an unknown entry '" + key + "'");
      }
    }
    reader.endObject();
    if (type == null || shape == null || span == null || span.length != 2) {
      throw new IllegalArgumentException(
          "tensor " + name + " needs dtype, shape and two data_offsets");
    }
    add(name, new TensorInfo(type, shape), span);
  }

  private void add(String name, TensorInfo info, long[] span) {
    if (span[0] < 0 || Math.subtractExact(span[1], span[0]) != info.bytes()) {
      throw new IllegalArgumentException(
          "tensor %s: offsets %s don't fit %s, which takes %d bytes"
              .formatted(name, Arrays.toString(span), info, info.bytes()));
    }
    if (tensors.put(name, info) != null) {
      throw new IllegalArgumentException("tensor " + name + " is named twice");
    }
    positions.put(name, span[0]);
  }

  private static TensorType type(String name, String text) {
    try {
      return TensorType.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tensor %s has type '%s'; accepted are %s"
              .formatted(name, text, Arrays.toString(TensorType.values())),
          e);
    }
  }

  private static long[] longs(JsonReader reader) throws IOException {
    List<Long> values = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      if (reader.peek() != JsonToken.NUMBER) {
        throw new IllegalArgumentException("a shape or offset is not a number");
      }
      values.add(Long.parseLong(reader.nextString()));
    }
    reader.endArray();
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Makes positions absolute after checking that the spans cover the data without gap or overlap.
   */
  private void checkTiling(Path file, long dataStart, long fileSize) {
    List<Span> spans = new ArrayList<>();
    positions.forEach((n, begin) -> spans.add(new Span(n, begin, begin + tensors.get(n).bytes())));
    spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
    long expected = 0;
    for (Span span : spans) {
      if (span.begin() != expected) {
        throw broken(
            file,
            "tensor %s begins at offset %d where %d is expected: tensors %s",
            span.name(),
            span.begin(),
            expected,
            span.begin() < expected ? "overlap" : "leave a gap");
      }
      expected = span.end();
    }
    if (expected != fileSize - dataStart) {
      throw broken(
          file,
          "its header describes %d bytes of tensors and %d follow it",
          expected,
          fileSize - dataStart);
    }
    positions.replaceAll((name, begin) -> begin + dataStart);
  }

  private static UserError broken(Path file, String format, Object... arguments) {
    return UserError.failure(
        "%s is not a whole safetensors file: %s. Fetch or convert it again.",
        file, String.format(format, arguments));
  }
}
