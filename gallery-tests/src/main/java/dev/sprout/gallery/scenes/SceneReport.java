package dev.sprout.gallery.scenes;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.Require;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;

/**
 * Measurement of a model on scenes.
 *
 * @param model model folder
 * @param data folder of {@code tools/emoji/fetch FOLDER --transparent}
 * @param scenes scenes a section, 2 to 2000
 * @param seed seed of scenes and pictures, from 1: 0 is that of the scenes that are trained on
 */
public record SceneReport(Path model, Path data, int scenes, long seed) {
  private static final int MOST_SCENES = 2000;

  /** Checks the numbers. */
  public SceneReport {
    Require.between("scenes", scenes, 2, MOST_SCENES);
    Require.between("seed", seed, 1, Integer.MAX_VALUE);
  }

  /**
   * Measures sections, and prints each as soon as it is done.
   *
   * @param file JSON file of all values, or null; written anew after each section
   * @param out receiver of markdown
   * @param err receiver of progress
   * @throws dev.sprout.core.UserError when model, pictures or file are not usable
   */
  public void print(
      Collection<SceneSection> sections, Path file, PrintWriter out, PrintWriter err) {
    Steps steps = new Steps(err);
    try (MeasuredModel measured = new MeasuredModel(model, steps)) {
      JsonObject json = head(measured);
      write(json, file); // before hours of work
      out.printf(
          Locale.ROOT, "Model %s, %d scenes a table, seed %d.%n", name(measured), scenes, seed);
      steps.begin("reading drawings");
      SceneBench bench = new SceneBench(measured, data, scenes, seed);
      for (SceneSection section : sections) {
        String key = section.name().toLowerCase(Locale.ROOT);
        steps.begin(key);
        out.printf("%n### %s%n%n", section.title());
        if (measured.can(section.need())) {
          ScoreTable table = section.measure(bench);
          out.println(table.markdown());
          json.getAsJsonObject("sections").add(key, table.json());
        } else {
          out.printf("Not measured: %s.%n", section.need().lack());
          JsonObject lack = new JsonObject();
          lack.addProperty("notMeasured", section.need().lack());
          json.getAsJsonObject("sections").add(key, lack);
        }
        out.flush();
        write(json, file);
      }
    }
  }

  private String name(MeasuredModel measured) {
    return measured.name().isEmpty() ? model.toString() : measured.name();
  }

  private JsonObject head(MeasuredModel measured) {
    JsonObject json = new JsonObject();
    json.addProperty("model", name(measured));
    json.addProperty("folder", model.toString());
    json.addProperty("data", data.toString());
    json.addProperty("scenes", scenes);
    json.addProperty("seed", seed);
    json.add("sections", new JsonObject());
    return json;
  }

  private static void write(JsonObject json, Path file) {
    if (file != null) {
      String text = new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(json);
      AtomicFile.write(file, out -> out.write((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }
}
