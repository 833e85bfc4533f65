package dev.sprout.volumes.zarr;

import com.google.gson.JsonObject;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the metadata file of a Zarr array says, in either version of the format.
 *
 * @param version of the Zarr format, 2 or 3
 * @param type of the values
 * @param codec of a chunk, with the grid of the chunks
 * @param keys names of the chunk files
 * @param sharding if several chunks share a file
 * @param fill bytes of the value of chunks that aren't stored, little-endian; empty where the
 *     metadata says null
 * @param dimensionNames name of each axis; empty where they aren't named
 * @param attributes of the user
 */
record ZarrMetadata(
    int version,
    ElementType type,
    ChunkCodec codec,
    ChunkKeys keys,
    Optional<Sharding> sharding,
    Optional<byte[]> fill,
    List<String> dimensionNames,
    JsonObject attributes) {
  static final String V2_ARRAY = ".zarray";
  static final String V2_GROUP = ".zgroup";
  static final String V2_ATTRIBUTES = ".zattrs";
  static final String V3 = "zarr.json";

  /** Whether a folder holds an array rather than a group or something else. */
  static boolean isArray(Path folder) {
    if (Files.isRegularFile(folder.resolve(V3))) {
      return Fields.read(folder.resolve(V3)).text("node_type", "").equals("array");
    }
    return Files.isRegularFile(folder.resolve(V2_ARRAY));
  }

  /** Whether a folder is part of a Zarr hierarchy. */
  static boolean isNode(Path folder) {
    return List.of(V3, V2_ARRAY, V2_GROUP, V2_ATTRIBUTES).stream()
        .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  /**
   * Reads an array's metadata.
   *
   * @throws dev.sprout.core.UserError when it is damaged or asks for something unknown
   */
  static ZarrMetadata read(Path folder) {
    return Files.isRegularFile(folder.resolve(V3))
        ? MetadataV3.read(folder)
        : MetadataV2.read(folder);
  }

  /** Attributes of an array or a group; empty where there are none. */
  static JsonObject attributes(Path folder) {
    if (Files.isRegularFile(folder.resolve(V3))) {
      return Fields.read(folder.resolve(V3))
          .findFields("attributes")
          .map(Fields::object)
          .orElseGet(JsonObject::new);
    }
    Path file = folder.resolve(V2_ATTRIBUTES);
    return Files.isRegularFile(file) ? Fields.read(file).object() : new JsonObject();
  }

  ChunkGrid grid() {
    return codec.grid();
  }

  /** The file that holds the attributes. */
  static Path attributesFile(Path folder) {
    Path v3 = folder.resolve(V3);
    return Files.isRegularFile(v3) ? v3 : folder.resolve(V2_ATTRIBUTES);
  }
}
