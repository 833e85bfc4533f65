package dev.sprout.nn.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.sprout.nn.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of pictures described by {@code metadata.jsonl}: one JSON object a line with {@code
 * file} (inside the folder) and any labels; lists of strings count as texts.
 */
final class PictureFolder implements PictureSource {
  static final String METADATA = "metadata.jsonl";

  private final Path folder;
  private final List<Example> examples;

  private PictureFolder(Path folder, List<Example> examples) {
    this.folder = folder;
    this.examples = examples;
  }

  static PictureFolder open(Path folder) {
    Path file = folder.resolve(METADATA);
    List<Example> examples = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          examples.add(parse(folder, file + ", line " + (i + 1), lines.get(i)));
        }
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, e.getMessage());
    }
    return new PictureFolder(folder, examples);
  }

  private static Example parse(Path folder, String place, String line) {
    try {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      Map<String, String> fields = new LinkedHashMap<>();
      List<String> texts = new ArrayList<>();
      for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
        if (entry.getValue().isJsonArray()) {
          entry.getValue().getAsJsonArray().forEach(text -> texts.add(text.getAsString()));
        } else {
          fields.put(entry.getKey(), entry.getValue().getAsString());
        }
      }
      String id = fields.remove("file");
      if (id == null || !folder.resolve(id).normalize().startsWith(folder.normalize())) {
        throw UserError.failure("%s: 'file' must name a picture inside %s", place, folder);
      }
      return new Example(id, fields, texts);
    } catch (JsonParseException | IllegalStateException e) {
      throw UserError.failure(e, "%s is not a JSON object with plain values", place);
    }
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public Example example(int index) {
    return examples.get(index);
  }

  @Override
  public Picture picture(int index) {
    return Picture.read(folder.resolve(examples.get(index).id()));
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
