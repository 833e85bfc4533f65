package dev.sprout.nn.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Safetensors header: strict JSON with type, shape and byte range of each tensor. */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";

  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final JsonReader json;

  private SafetensorsHeader(JsonReader json) {
    this.json = json;
  }

  /** Tensor with its first byte after the header. */
  record Entry(TensorInfo info, long begin) {
    long end() {
      return begin + info.bytes();
    }
  }

  static SafetensorsHeader parse(byte[] text) throws Malformed {
    if (text.length == 0 || text[0] != '{') {
      throw new Malformed("its header doesn't begin with '{'");
    }
    InputStreamReader characters =
        new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8.newDecoder());
    JsonReader json = new JsonReader(characters);
    json.setStrictness(Strictness.STRICT);
    SafetensorsHeader header = new SafetensorsHeader(json);
    try {
      header.readAll();
    } catch (IOException | IllegalStateException e) {
      throw new Malformed("its header is not strict JSON in UTF-8 (%s)", firstLine(e));
    }
    return header;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /**
   * Checks that the tensors cover the data exactly: no overlap, no gap, nothing before or after.
   */
  void checkTiling(long dataBytes) throws Malformed {
    List<Map.Entry<String, Entry>> inOrder =
        entries.entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end)))
            .toList();
    long expected = 0;
    for (Map.Entry<String, Entry> tensor : inOrder) {
      long begin = tensor.getValue().begin();
      if (begin != expected) {
        throw new Malformed(
            "tensor '%s' begins at offset %d instead of %d: tensors %s",
            tensor.getKey(), begin, expected, begin < expected ? "overlap" : "leave a gap");
      }
      expected = tensor.getValue().end();
    }
    if (expected != dataBytes) {
      throw new Malformed(
          "%s: its header promises %d bytes of tensors, the file has %d",
          dataBytes < expected ? "it is truncated" : "bytes follow the last tensor",
          expected,
          dataBytes);
    }
  }

  private void readAll() throws IOException, Malformed {
    boolean remarked = false;
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (!name.equals(METADATA)) {
        readTensor(name);
      } else if (remarked) {
        throw new Malformed("its header has %s twice", METADATA);
      } else {
        readMetadata();
        remarked = true;
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new Malformed("its header goes on after the closing brace");
    }
  }

  private void readMetadata() throws IOException, Malformed {
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (metadata.put(key, string(METADATA)) != null) {
        throw new Malformed("its metadata has '%s' twice", key);
      }
    }
    json.endObject();
  }

  private void readTensor(String name) throws IOException, Malformed {
    TensorType type = null;
    long[] shape = null;
    long[] span = null;
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (key.equals("dtype") && type == null) {
        type = type(name, string(name));
      } else if (key.equals("shape") && shape == null) {
        shape = longs(name);
      } else if (key.equals("data_offsets") && span == null) {
        span = longs(name);
      } else {
        throw new Malformed("tensor '%s' has an unknown or repeated entry '%s'", name, key);
      }
    }
    json.endObject();
    if (type == null || shape == null || span == null) {
      throw new Malformed("tensor '%s' needs dtype, shape and data_offsets", name);
    }
    add(name, info(name, type, shape), span);
  }

  private void add(String name, TensorInfo info, long[] span) throws Malformed {
    if (span.length != 2 || span[1] - span[0] != info.bytes()) {
      throw new Malformed(
          "tensor '%s' has data_offsets %s, but %s takes %d bytes",
          name, Arrays.toString(span), info, info.bytes());
    }
    if (entries.put(name, new Entry(info, span[0])) != null) {
      throw new Malformed("its header has tensor '%s' twice", name);
    }
  }

  private static TensorInfo info(String name, TensorType type, long[] shape) throws Malformed {
    try {
      return new TensorInfo(type, shape);
    } catch (IllegalArgumentException e) {
      throw new Malformed("tensor '%s': %s", name, e.getMessage());
    }
  }

  private static TensorType type(String name, String dtype) throws Malformed {
    for (TensorType type : TensorType.values()) {
      if (type.name().equals(dtype)) {
        return type;
      }
    }
    throw new Malformed(
        "tensor '%s' has type '%s', accepted are %s",
        name, dtype, Arrays.toString(TensorType.values()));
  }

  private String string(String owner) throws IOException, Malformed {
    if (json.peek() != JsonToken.STRING) {
      throw new Malformed("'%s' has a %s where a string is needed", owner, json.peek());
    }
    return json.nextString();
  }

  private long[] longs(String owner) throws IOException, Malformed {
    LongStream.Builder values = LongStream.builder();
    json.beginArray();
    for (int count = 0; json.hasNext(); count++) {
      if (count == TensorInfo.MOST_AXES) {
        throw new Malformed("tensor '%s' has more than %d axes", owner, TensorInfo.MOST_AXES);
      }
      values.add(wholeNumber(owner));
    }
    json.endArray();
    return values.build().toArray();
  }

  private long wholeNumber(String owner) throws IOException, Malformed {
    String text = json.peek() == JsonToken.NUMBER ? json.nextString() : "";
    try {
      if (WHOLE_NUMBER.matcher(text).matches()) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // 19 digits can still be too many
    }
    throw new Malformed("tensor '%s' has a size or offset that is no whole number", owner);
  }
}
