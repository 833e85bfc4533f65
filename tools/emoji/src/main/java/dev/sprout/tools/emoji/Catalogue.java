package dev.sprout.tools.emoji;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Metadata of a picture folder: {@code metadata.jsonl}, one picture per line by file name, and
 * {@code concepts.json}, all drawn concepts in the table's order.
 */
record Catalogue(List<PictureRow> pictures, List<Concept> concepts) {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  Catalogue {
    pictures = List.copyOf(pictures);
    concepts = List.copyOf(concepts);
  }

  /** Creates the catalogue of drawn pictures. */
  static Catalogue of(List<DrawnConcept> drawn) {
    return new Catalogue(
        drawn.stream()
            .flatMap(DrawnConcept::rows)
            .sorted(Comparator.comparing(PictureRow::file))
            .toList(),
        drawn.stream().filter(d -> !d.styles().isEmpty()).map(DrawnConcept::concept).toList());
  }

  /** Writes both lists into a folder. */
  void writeTo(Path folder) throws IOException {
    Files.write(folder.resolve(NewFolder.MARKER), pictures.stream().map(JSON::toJson).toList());
    String array = String.join(",\n", concepts.stream().map(JSON::toJson).toList());
    Files.writeString(folder.resolve("concepts.json"), "[\n" + array + "\n]\n");
  }
}
