package dev.sprout.volumes.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The {@code .zarray} file of the Zarr storage specification, version 2. */
final class MetadataV2 {
  private MetadataV2() {}

  static ZarrMetadata read(Path folder) {
    Fields fields = Fields.read(folder.resolve(ZarrMetadata.V2_ARRAY));
    fields.requireVersion(2);
    String typeName = fields.text("dtype");
    ElementType type = type(fields, typeName);
    ChunkGrid grid = fields.grid(fields.extents("shape"), fields.smallExtents("chunks"), type);
    String separator = fields.text("dimension_separator", ".");
    if (!separator.equals(".") && !separator.equals("/")) {
      throw fields.error("dimension_separator is %s; accepted is . or /", separator);
    }
    if (fields.find("filters").isPresent() && !fields.array("filters").isEmpty()) {
      throw fields.error("filters %s are not supported", fields.array("filters"));
    }
    List<Compressor> compressors =
        fields.findFields("compressor").map(MetadataV2::compressor).stream().toList();
    int[] order = order(fields, grid.chunk().length);
    return new ZarrMetadata(
        2,
        type,
        new ChunkCodec(grid, order, typeName.startsWith(">"), compressors),
        new ChunkKeys("", separator),
        Optional.empty(),
        fields.find("fill_value").map(value -> FillValue.parse(fields, value, type)),
        List.of(),
        ZarrMetadata.attributes(folder));
  }

  private static ElementType type(Fields fields, String name) {
    return switch (name) {
      case "|u1", "<u1", ">u1", "|b1" -> ElementType.UINT8;
      case "|i1", "<i1", ">i1" -> ElementType.INT8;
      case "<u2", ">u2" -> ElementType.UINT16;
      case "<i2", ">i2" -> ElementType.INT16;
      case "<u4", ">u4" -> ElementType.UINT32;
      case "<i4", ">i4" -> ElementType.INT32;
      case "<u8", ">u8" -> ElementType.UINT64;
      case "<i8", ">i8" -> ElementType.INT64;
      case "<f4", ">f4" -> ElementType.FLOAT32;
      case "<f8", ">f8" -> ElementType.FLOAT64;
      default ->
          throw fields.error(
              "dtype %s is not supported; whole numbers of 8 to 64 bits and floating-point numbers"
                  + " of 32 and 64 bits are",
              name);
    };
  }

  private static int[] order(Fields fields, int axes) {
    return switch (fields.text("order", "C")) {
      case "C" -> IntStream.range(0, axes).toArray();
      case "F" -> IntStream.range(0, axes).map(d -> axes - 1 - d).toArray();
      default -> throw fields.error("order is %s; accepted is C or F", fields.text("order"));
    };
  }

  private static Compressor compressor(Fields fields) {
    return switch (fields.text("id")) {
      case "zlib" -> Deflate.ZLIB;
      case "gzip" -> Deflate.GZIP;
      case "zstd" -> new Zstandard();
      case "blosc" -> new Blosc();
      default ->
          throw fields.error(
              "compressor %s is not supported; null, zlib, gzip, zstd and blosc are. Rewrite the"
                  + " array with one of them.",
              fields.text("id"));
    };
  }

  /** The {@code .zarray} file of an array that is written here. */
  static JsonObject toJson(ZarrMetadata metadata) {
    JsonObject json = new JsonObject();
    json.addProperty("zarr_format", 2);
    json.add("shape", MetadataV3.array(metadata.grid().shape()));
    json.add("chunks", MetadataV3.array(metadata.grid().chunk()));
    json.addProperty("dtype", name(metadata.type()));
    json.add("compressor", compressor(metadata.codec().compressors()));
    json.add("fill_value", FillValue.zero(metadata.type()));
    json.addProperty("order", "C");
    json.add("filters", JsonNull.INSTANCE);
    json.addProperty("dimension_separator", metadata.keys().separator());
    return json;
  }

  private static String name(ElementType type) {
    String kind = type.isFloat() ? "f" : type.isSigned() ? "i" : "u";
    return (type.bytes() == 1 ? "|" : "<") + kind + type.bytes();
  }

  private static JsonElement compressor(List<Compressor> compressors) {
    if (compressors.isEmpty()) {
      return JsonNull.INSTANCE;
    }
    JsonObject json = new JsonObject();
    json.addProperty("id", compressors.get(0).id());
    json.addProperty("level", compressors.get(0).level());
    return json;
  }
}
