package dev.sprout.volumes.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.volumes.array.ElementType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The {@code zarr.json} file of an array in Zarr version 3. */
final class MetadataV3 {
  private static final Set<String> KNOWN =
      Set.of(
          "zarr_format",
          "node_type",
          "shape",
          "data_type",
          "chunk_grid",
          "chunk_key_encoding",
          "fill_value",
          "codecs",
          "attributes",
          "storage_transformers",
          "dimension_names");

  private MetadataV3() {}

  static ZarrMetadata read(Path folder) {
    Fields fields = Fields.read(folder.resolve(ZarrMetadata.V3));
    fields.requireVersion(3);
    refuseUnknown(fields);
    ElementType type = type(fields);
    long[] shape = fields.extents("shape");
    int[] outer = chunks(fields);
    CodecChain chain = CodecChain.read(fields, shape, outer, type);
    JsonElement fill =
        fields.find("fill_value").orElseThrow(() -> fields.error("fill_value is missing"));
    return new ZarrMetadata(
        3,
        type,
        chain.codec(),
        keys(fields),
        chain.sharding(),
        Optional.of(FillValue.parse(fields, fill, type)),
        dimensionNames(fields, shape.length),
        fields.findFields("attributes").map(Fields::object).orElseGet(JsonObject::new));
  }

  /** Zarr 3: a reader refuses a field that it doesn't know, unless the field says it needn't. */
  private static void refuseUnknown(Fields fields) {
    for (Map.Entry<String, JsonElement> entry : fields.object().entrySet()) {
      boolean mayBeIgnored =
          entry.getValue() instanceof JsonObject extension
              && !new Fields(fields.file(), extension).flag("must_understand", true);
      if (!KNOWN.contains(entry.getKey()) && !mayBeIgnored) {
        throw fields.error("field %s is not known", entry.getKey());
      }
    }
    if (fields.find("storage_transformers").isPresent()
        && !fields.array("storage_transformers").isEmpty()) {
      throw fields.error("storage_transformers are not supported");
    }
  }

  private static ElementType type(Fields fields) {
    if (!(fields.object().get("data_type") instanceof JsonPrimitive)) {
      throw fields.error("data_type %s is not supported", fields.object().get("data_type"));
    }
    String name = fields.text("data_type");
    if (name.equals("bool")) {
      return ElementType.UINT8;
    }
    return Arrays.stream(ElementType.values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                fields.error(
                    "data_type %s is not supported; accepted are %s",
                    name, Arrays.toString(ElementType.values()).toLowerCase(Locale.ROOT)));
  }

  private static int[] chunks(Fields fields) {
    Fields grid = fields.fields("chunk_grid");
    if (!grid.text("name").equals("regular")) {
      throw fields.error("chunk_grid %s is not supported; regular is", grid.text("name"));
    }
    return grid.fields("configuration").smallExtents("chunk_shape");
  }

  private static ChunkKeys keys(Fields fields) {
    Fields encoding = fields.fields("chunk_key_encoding");
    String name = encoding.text("name");
    Optional<Fields> configuration = encoding.findFields("configuration");
    String usual = name.equals("v2") ? "." : "/";
    String separator = configuration.map(c -> c.text("separator", usual)).orElse(usual);
    if (!separator.equals(".") && !separator.equals("/")) {
      throw fields.error("separator is %s; accepted is . or /", separator);
    }
    return switch (name) {
      case "default" -> new ChunkKeys("c", separator);
      case "v2" -> new ChunkKeys("", separator);
      default -> throw fields.error("chunk_key_encoding %s is not supported", name);
    };
  }

  private static List<String> dimensionNames(Fields fields, int axes) {
    if (fields.find("dimension_names").isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (JsonElement name : fields.array("dimension_names")) {
      names.add(name.isJsonNull() ? "" : name.isJsonPrimitive() ? name.getAsString() : "?");
    }
    if (names.size() != axes) {
      throw fields.error("dimension_names has %d names for %d axes", names.size(), axes);
    }
    return names;
  }

  /** The {@code zarr.json} file of an array that is written here. */
  static JsonObject toJson(ZarrMetadata metadata) {
    JsonObject json = new JsonObject();
    json.addProperty("zarr_format", 3);
    json.addProperty("node_type", "array");
    json.add("shape", array(metadata.grid().shape()));
    json.addProperty("data_type", metadata.type().toString());
    JsonObject grid = new JsonObject();
    grid.add("chunk_shape", array(CodecChain.outerChunk(metadata)));
    json.add("chunk_grid", named("regular", grid));
    JsonObject keys = new JsonObject();
    keys.addProperty("separator", metadata.keys().separator());
    json.add("chunk_key_encoding", named("default", keys));
    json.add("fill_value", FillValue.zero(metadata.type()));
    json.add("codecs", CodecChain.toJson(metadata));
    JsonArray names = new JsonArray();
    metadata.dimensionNames().forEach(names::add);
    if (!names.isEmpty()) {
      json.add("dimension_names", names);
    }
    json.add("attributes", metadata.attributes());
    return json;
  }

  static JsonObject named(String name, JsonObject configuration) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.add("configuration", configuration);
    return json;
  }

  static JsonArray array(long[] numbers) {
    JsonArray array = new JsonArray();
    for (long number : numbers) {
      array.add(number);
    }
    return array;
  }

  static JsonArray array(int[] numbers) {
    return array(IntStream.of(numbers).asLongStream().toArray());
  }
}
