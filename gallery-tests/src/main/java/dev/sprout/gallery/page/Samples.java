package dev.sprout.gallery.page;

import com.google.gson.Gson;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Real pictures in {@code gallery-tests/samples/emoji}. Immutable.
 *
 * @param folder the folder
 * @param all concept by concept, each in the order of {@link #STYLES}
 */
record Samples(Path folder, List<Sample> all) {
  /** Styles of the default model. */
  static final List<String> STYLES = List.of("noto", "twemoji", "fluent-flat", "fluent-3d");

  /** File that describes the pictures, one in a line. */
  static final String METADATA = "metadata.jsonl";

  private static final String FOLDER = "gallery-tests/samples/emoji";

  /**
   * A picture.
   *
   * @param file name in the folder
   * @param concept what it shows
   * @param style who drew it, and how
   * @param heldOut whether the default model was not trained on it
   */
  record Sample(String file, String concept, String style, boolean heldOut) {
    /** Concept and style. */
    String title() {
      return concept + ", " + style;
    }
  }

  /** Reads the description. */
  static Samples read(Workshop workshop) {
    Path folder = workshop.source(FOLDER);
    try {
      Gson gson = new Gson();
      List<String> lines = Files.readAllLines(folder.resolve(METADATA));
      return new Samples(
          folder, lines.stream().map(line -> gson.fromJson(line, Sample.class)).toList());
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, AtomicFile.reason(e));
    }
  }

  /** Names of the concepts. */
  List<String> concepts() {
    return all.stream().map(Sample::concept).distinct().toList();
  }

  /** File of a picture. */
  Path file(Sample sample) {
    return folder.resolve(sample.file());
  }

  /** A picture of each concept: one that was held out where there is one, else noto's. */
  List<Sample> unseenFirst() {
    return concepts().stream()
        .map(
            concept -> {
              List<Sample> drawn = all.stream().filter(s -> s.concept().equals(concept)).toList();
              return drawn.stream().filter(Sample::heldOut).findFirst().orElse(drawn.get(0));
            })
        .toList();
  }
}
