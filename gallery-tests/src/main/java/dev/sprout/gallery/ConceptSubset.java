package dev.sprout.gallery;

import com.google.gson.JsonParser;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Picture folder of a random subset of concepts, in all their styles. */
final class ConceptSubset {
  private static final String METADATA = "metadata.jsonl";

  private ConceptSubset() {}

  /**
   * Copies the pictures of concepts chosen by a seed into a folder; a finished folder is kept.
   *
   * @param data a folder as {@code tools/emoji/fetch} makes it
   */
  static void copy(Path data, Path folder, int concepts, long seed) {
    if (Files.exists(folder.resolve(METADATA))) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(data.resolve(METADATA));
      Set<String> names = new LinkedHashSet<>();
      lines.forEach(line -> names.add(field(line, "concept")));
      List<String> all = List.copyOf(names);
      Set<String> chosen = new LinkedHashSet<>();
      int[] order = new RandomStream(seed).permutation(all.size());
      for (int i = 0; i < Math.min(concepts, order.length); i++) {
        chosen.add(all.get(order[i]));
      }
      List<String> kept = new ArrayList<>();
      for (String line : lines) {
        if (chosen.contains(field(line, "concept"))) {
          Path target = folder.resolve(field(line, "file"));
          Files.createDirectories(target.getParent());
          Files.copy(data.resolve(field(line, "file")), target);
          kept.add(line);
        }
      }
      Files.write(folder.resolve(METADATA), kept); // last: it marks a complete folder
    } catch (IOException e) {
      throw UserError.failure(e, "no subset of %s can be made in %s: %s", data, folder, e);
    }
  }

  private static String field(String line, String name) {
    return JsonParser.parseString(line).getAsJsonObject().get(name).getAsString();
  }
}
