package dev.sprout.volumes.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The list of codecs of a Zarr v3 array.
 *
 * @param codec of a chunk, or of an inner chunk where there are shards
 * @param sharding if several chunks share a file
 */
record CodecChain(ChunkCodec codec, Optional<Sharding> sharding) {
  private static final String SHARDING = "sharding_indexed";

  static CodecChain read(Fields fields, long[] shape, int[] outer, ElementType type) {
    List<Fields> codecs = fields.list("codecs");
    if (codecs.stream().noneMatch(codec -> codec.text("name").equals(SHARDING))) {
      ChunkGrid grid = fields.grid(shape, outer, type);
      return new CodecChain(plain(fields, codecs, grid, type), Optional.empty());
    } else if (codecs.size() > 1) {
      throw fields.error("codecs around %s are not supported", SHARDING);
    }
    Fields sharding = codecs.get(0).fields("configuration");
    int[] inner = sharding.smallExtents("chunk_shape");
    ChunkGrid grid = fields.grid(shape, inner, type);
    ChunkCodec codec = plain(sharding, sharding.list("codecs"), grid, type);
    return new CodecChain(codec, Optional.of(sharding(sharding, inner, outer)));
  }

  private static Sharding sharding(Fields fields, int[] inner, int[] outer) {
    if (outer.length != inner.length) {
      throw fields.error("shards have %d axes, chunks %d", outer.length, inner.length);
    }
    int[] chunks = new int[inner.length];
    long all = 1;
    for (int d = 0; d < inner.length; d++) {
      if (outer[d] < 1 || outer[d] % inner[d] != 0) {
        throw fields.error("shards of %d aren't whole numbers of chunks of %d", outer[d], inner[d]);
      }
      chunks[d] = outer[d] / inner[d];
      all = Math.min(Integer.MAX_VALUE, all * chunks[d]);
    }
    if (all > 1 << 24) {
      throw fields.error("a shard has %d or more chunks; at most %d are read", all, 1 << 24);
    }
    String location = fields.text("index_location", "end");
    if (!location.equals("end") && !location.equals("start")) {
      throw fields.error("index_location is %s; accepted is start or end", location);
    }
    return new Sharding(chunks, location.equals("end"), checksummed(fields));
  }

  private static boolean checksummed(Fields fields) {
    List<Fields> codecs = fields.list("index_codecs");
    List<String> names = codecs.stream().map(codec -> codec.text("name")).toList();
    boolean checksummed = names.equals(List.of("bytes", "crc32c"));
    if (!checksummed && !names.equals(List.of("bytes"))) {
      throw fields.error(
          "index_codecs %s are not supported; bytes with or without crc32c are", names);
    } else if (bigEndian(codecs.get(0), ElementType.UINT64)) {
      throw fields.error("a big-endian shard index is not supported");
    }
    return checksummed;
  }

  /** Codecs without shards: transpose at most once, bytes, then compressors. */
  private static ChunkCodec plain(
      Fields fields, List<Fields> codecs, ChunkGrid grid, ElementType type) {
    int[] order = IntStream.range(0, grid.chunk().length).toArray();
    int at = 0;
    if (at < codecs.size() && codecs.get(at).text("name").equals("transpose")) {
      order = order(codecs.get(at++), order.length);
    }
    if (at == codecs.size() || !codecs.get(at).text("name").equals("bytes")) {
      List<String> names = codecs.stream().map(codec -> codec.text("name")).toList();
      throw fields.error(
          "codecs %s are not supported; transpose or none, bytes, then compressors are", names);
    }
    boolean bigEndian = bigEndian(codecs.get(at++), type);
    List<Compressor> compressors = new ArrayList<>();
    for (; at < codecs.size(); at++) {
      compressors.add(compressor(codecs.get(at)));
    }
    return new ChunkCodec(grid, order, bigEndian, compressors);
  }

  private static int[] order(Fields codec, int axes) {
    int[] order = codec.fields("configuration").smallExtents("order");
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, axes).toArray())) {
      throw codec.error(
          "transpose order %s doesn't name each of %d axes once", Arrays.toString(order), axes);
    }
    return order;
  }

  private static boolean bigEndian(Fields codec, ElementType type) {
    Optional<Fields> configuration = codec.findFields("configuration");
    String usual = type.bytes() == 1 ? "little" : "missing";
    String endian = configuration.map(c -> c.text("endian", usual)).orElse(usual);
    return switch (endian) {
      case "big" -> true;
      case "little" -> false;
      default -> throw codec.error("endian is %s; accepted is little or big", endian);
    };
  }

  private static Compressor compressor(Fields codec) {
    return switch (codec.text("name")) {
      case "gzip" -> Deflate.GZIP;
      case "zstd" -> new Zstandard();
      case "blosc" -> new Blosc();
      case "crc32c" -> new Crc32c();
      default ->
          throw codec.error(
              "codec %s is not supported here; gzip, zstd, blosc and crc32c are. Rewrite the array"
                  + " with one of them.",
              codec.text("name"));
    };
  }

  /** Extent of a file's values: a shard or a chunk. */
  static int[] outerChunk(ZarrMetadata metadata) {
    int[] outer = metadata.grid().chunk().clone();
    metadata
        .sharding()
        .ifPresent(
            sharding -> {
              for (int d = 0; d < outer.length; d++) {
                outer[d] *= sharding.chunks()[d];
              }
            });
    return outer;
  }

  /** Codecs of an array that is written here. */
  static JsonArray toJson(ZarrMetadata metadata) {
    JsonArray inner = new JsonArray();
    inner.add(bytes(metadata.type()));
    for (Compressor compressor : metadata.codec().compressors()) {
      inner.add(MetadataV3.named(compressor.id(), configuration(compressor)));
    }
    if (metadata.sharding().isEmpty()) {
      return inner;
    }
    JsonArray index = new JsonArray();
    index.add(bytes(ElementType.UINT64));
    index.add(MetadataV3.named("crc32c", new JsonObject()));
    JsonObject sharding = new JsonObject();
    sharding.add("chunk_shape", MetadataV3.array(metadata.grid().chunk()));
    sharding.add("codecs", inner);
    sharding.add("index_codecs", index);
    sharding.addProperty("index_location", "end");
    JsonArray outer = new JsonArray();
    outer.add(MetadataV3.named(SHARDING, sharding));
    return outer;
  }

  private static JsonObject bytes(ElementType type) {
    JsonObject configuration = new JsonObject();
    if (type.bytes() > 1) {
      configuration.addProperty("endian", "little");
    }
    return MetadataV3.named("bytes", configuration);
  }

  private static JsonObject configuration(Compressor compressor) {
    JsonObject configuration = new JsonObject();
    configuration.addProperty("level", compressor.level());
    if (compressor instanceof Zstandard) {
      configuration.addProperty("checksum", false);
    }
    return configuration;
  }
}
