package dev.sprout.language;

import com.google.gson.annotations.SerializedName;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which file of a sharded checkpoint holds which tensor: {@code *.index.json} as Hugging Face
 * writes it.
 *
 * @param shardNames file names by tensor name
 */
record ShardIndex(@SerializedName("weight_map") Map<String, String> shardNames) {
  private static final int MOST_SHARDS = 1000;

  /** Checks that shards are plain names of weight files. */
  ShardIndex {
    if (shardNames == null || shardNames.isEmpty()) {
      throw UserError.failure("weight_map is missing");
    }
    shardNames.forEach(ShardIndex::checkName);
    if (shardNames.values().stream().distinct().count() > MOST_SHARDS) {
      throw UserError.failure("more than %d shards", MOST_SHARDS);
    }
  }

  /**
   * Reads an index and looks for its shards.
   *
   * @throws UserError listing the shards that are missing beside it
   */
  static ShardIndex read(Path file) {
    ShardIndex index = JsonFile.read(file, ShardIndex.class, UserError.Kind.FAILED);
    List<String> missing =
        index.shards().stream()
            .filter(name -> !Files.isRegularFile(file.resolveSibling(name)))
            .toList();
    if (!missing.isEmpty()) {
      throw UserError.failure(
          "%s names %d shards of which %d are missing: %s. Fetch them into the same folder.",
          file, index.shards().size(), missing.size(), String.join(", ", missing));
    }
    return index;
  }

  /** Names of the files, in order. */
  TreeSet<String> shards() {
    return new TreeSet<>(shardNames.values());
  }

  private static void checkName(String tensor, String name) {
    if (name == null || !name.matches("[\\w.-]{1,200}\\.(safetensors|bin)")) {
      throw UserError.failure(
          "%s is said to lie in '%s'; accepted is the name of a .safetensors or .bin file in the"
              + " same folder",
          tensor, name);
    }
  }
}
