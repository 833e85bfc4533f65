package dev.sprout.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sprout.core.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reader of {@code metadata.jsonl}, a JSON object per line for each picture of the folder, or
 * {@code metadata.csv}, a row for each below the column names.
 */
final class MetadataFile {
  private static final CSVFormat CSV =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .setIgnoreEmptyLines(true)
          .get();

  private final Path file;
  private final Path folder;
  private final Map<String, Long> lines = new LinkedHashMap<>();
  private final List<IndexedPictures.Item> items = new ArrayList<>();
  private long line;

  private MetadataFile(Path file) {
    this.file = file;
    this.folder = file.toAbsolutePath().getParent().normalize();
  }

  /** Whether a file has the name of folder metadata. */
  static boolean matchesName(Path file) {
    String name = file.getFileName().toString();
    return name.equals("metadata.jsonl") || name.equals("metadata.csv");
  }

  static List<IndexedPictures.Item> read(Path file) {
    MetadataFile metadata = new MetadataFile(file);
    if (file.toString().endsWith(".csv")) {
      metadata.readRows();
    } else {
      metadata.readLines();
    }
    if (metadata.items.isEmpty()) {
      throw UserError.failure("%s names no pictures.", file);
    }
    return metadata.items;
  }

  private void readLines() {
    // one byte per character, so that a line that is not UTF-8 can be named
    try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
      for (String bytes = reader.readLine(); bytes != null; bytes = reader.readLine()) {
        line++;
        String json = TextFile.decode(bytes.getBytes(ISO_8859_1), place());
        if (!json.isBlank()) {
          items.add(item(new ExampleBuilder().json(json, place())));
        }
      }
    } catch (IOException e) {
      throw FileRange.unreadable(file, e);
    }
  }

  private void readRows() {
    String text = TextFile.decode(FileRange.whole(file).read(), file.toString());
    line = 1;
    try (CSVParser rows = CSVParser.parse(text, CSV)) {
      long end = rows.getCurrentLineNumber();
      for (CSVRecord row : rows) {
        line = end + 1;
        end = rows.getCurrentLineNumber();
        if (!row.isConsistent()) {
          throw UserError.failure(
              "%s: %d values for %d columns; quote values that hold commas.",
              place(), row.size(), rows.getHeaderNames().size());
        }
        ExampleBuilder example = new ExampleBuilder();
        row.toMap().forEach(example::column);
        items.add(item(example));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw UserError.failure(
          e, "%s is no table of comma-separated values, or not beyond line %d.", file, line);
    }
  }

  private IndexedPictures.Item item(ExampleBuilder example) {
    String name = example.removeField("file");
    if (name == null) {
      name = example.removeField("file_name");
    }
    if (name == null) {
      throw UserError.failure(
          "%s: \"file\" is missing; it or \"file_name\" names the picture.", place());
    }
    Path picture = inside(name);
    String id = FolderListing.relative(folder, picture);
    Long before = lines.put(id, line);
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
