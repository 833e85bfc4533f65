package dev.sprout.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sprout.core.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code metadata.jsonl}: a JSON object a line for each picture of the file's folder. */
final class MetadataFile {
  static final String NAME = "metadata.jsonl";

  private final Path file;
  private final Path folder;
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<IndexedPictures.Item> items = new ArrayList<>();
  private int line;

  private MetadataFile(Path file) {
    this.file = file;
    this.folder = file.toAbsolutePath().getParent().normalize();
  }

  static List<IndexedPictures.Item> read(Path file) {
    MetadataFile metadata = new MetadataFile(file);
    metadata.readLines();
    if (metadata.items.isEmpty()) {
      throw UserError.failure("%s names no pictures.", file);
    }
    return metadata.items;
  }

  private void readLines() {
    // a byte a character, so that a line that is not UTF-8 can be named
    try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
      for (String bytes = reader.readLine(); bytes != null; bytes = reader.readLine()) {
        line++;
        String json = TextFile.decode(bytes.getBytes(ISO_8859_1), place());
        if (!json.isBlank()) {
          items.add(item(json));
        }
      }
    } catch (IOException e) {
      throw FileRange.unreadable(file, e);
    }
  }

  private IndexedPictures.Item item(String json) {
    ExampleBuilder example = new ExampleBuilder().json(json, place());
    String name = example.removeField("file");
    if (name == null) {
      name = example.removeField("file_name");
    }
    if (name == null) {
      throw UserError.failure("%s: \"file\" is missing; it names the picture.", place());
    }
    Path picture = inside(name);
    String id = FolderListing.relative(folder, picture);
    Integer before = lines.put(id, line);
    if (before != null) {
      throw UserError.failure(
          "%s: %s stands in line %d already; give several captions as a list \"captions\".",
          place(), name, before);
    }
    return new IndexedPictures.Item(
        example.build(id), FileRange.whole(picture), picture.toString());
  }

  private Path inside(String name) {
    try {
      Path picture = folder.resolve(name).normalize();
      if (picture.startsWith(folder) && !Path.of(name).isAbsolute()) {
        if (!Files.isRegularFile(picture)) {
          throw UserError.failure("%s: %s doesn't exist in %s.", place(), name, folder);
        }
        return picture;
      }
    } catch (InvalidPathException e) {
      throw UserError.failure(e, "%s: \"file\" is no path (%s).", place(), e.getReason());
    }
    throw UserError.failure(
        "%s: %s is outside of the folder; \"file\" is a path inside %s.", place(), name, folder);
  }

  private String place() {
    return file + ", line " + line;
  }
}
