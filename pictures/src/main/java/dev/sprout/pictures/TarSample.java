package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sample of a shard: files with equal names up to the first dot. */
final class TarSample {
  private final Path shard;
  private final String key;
  private final Map<String, FileRange> parts = new TreeMap<>();

  TarSample(Path shard, String key) {
    this.shard = shard;
    this.key = key;
  }

  /** Whether a file is a picture, label or caption, and not hidden. */
  static boolean isPart(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return !file.startsWith(".")
        && (PictureFormat.matchesName(file)
            || PictureFormat.matchesUnreadName(file)
            || List.of("json", "txt", "cls").contains(PictureFormat.ending(file)));
  }

  /** Key of a file: its name up to the first dot after the last slash. */
  static String key(String name) {
    return name.substring(0, name.indexOf('.', name.lastIndexOf('/') + 1));
  }

  void add(String name, FileRange range) {
    String ending = name.substring(key.length() + 1).toLowerCase(Locale.ROOT);
    if (parts.put(ending, range) != null) {
      throw UserError.failure("%s holds %s.%s twice.", shard, key, ending);
    }
  }

  IndexedPictures.Item item() {
    String picture = pictureEnding();
    ExampleBuilder example = new ExampleBuilder();
    if (parts.containsKey("txt")) {
      example.captions(text("txt"));
    }
    if (parts.containsKey("json")) {
      example.knownJson(text("json"), shown("json"));
    }
    if (parts.containsKey("cls")) {
      example.field("class", text("cls"));
    }
    String id = shard.getFileName() + "/" + key;
    return new IndexedPictures.Item(example.build(id), parts.get(picture), shown(picture));
  }

  private String pictureEnding() {
    List<String> pictures =
        parts.keySet().stream()
            .filter(ending -> !ending.contains(".") && PictureFormat.matchesName("." + ending))
            .toList();
    if (pictures.size() != 1) {
      throw UserError.failure(
          "%s: the sample %s has %d pictures (its files end in %s); one is needed, as KEY.png,"
              + " .jpg,"
              + " .webp, .bmp, .gif or .tif, where KEY has no dot.",
          shard, key, pictures.size(), String.join(", ", parts.keySet()));
    }
    return pictures.get(0);
  }

  private String text(String ending) {
    return TextFile.read(parts.get(ending), shown(ending));
  }

  private String shown(String ending) {
    return "%s: %s.%s".formatted(shard, key, ending);
  }
}
