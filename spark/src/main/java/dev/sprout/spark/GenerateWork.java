package dev.sprout.spark;

import dev.sprout.cli.DrawingFlags;
import dev.sprout.core.UserError;
import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Provenance;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Png;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;

/**
 * Drawing of a part's pictures in one request, as the plain command draws them: its slices have the
 * size of a part, so that both give the same bytes.
 *
 * @param folder where PNG files go, or null to keep them in the rows
 */
record GenerateWork(
    ModelSource model, DrawingFlags drawing, String negative, Integer candidates, JobFolder folder)
    implements PartWork<String> {
  /** Pictures of a part: those whose conditions the engine encodes together. */
  static final int PART = 128;

  /** Writes down what the pictures depend on. */
  void describe(Map<String, String> description) {
    model.describe(description);
    description.put("seed", String.valueOf(drawing.seed()));
    description.put("style", String.valueOf(drawing.style()));
    description.put("sampling", drawing.sampling().toString());
    description.put("negative", String.valueOf(negative));
    description.put("candidates", String.valueOf(candidates));
  }

  @Override
  public String schema() {
    return """
        message pictures {
          required int64 k;
          required binary prompt (STRING);
          required int64 seed;
          optional binary file (STRING);
          optional binary picture;
          optional group parameters (MAP) {
            repeated group key_value {
              required binary key (STRING);
              required binary value (STRING);
            }
          }
          optional binary unknown_words (STRING);
          optional binary error (STRING);
        }
        """;
  }

  @Override
  public void work(int part, long first, List<String> prompts, PartRows rows) {
    model.use(
        sprout -> {
          draw(sprout, part, first, prompts, rows);
          return null;
        });
  }

  private void draw(Sprout sprout, int part, long first, List<String> prompts, PartRows rows) {
    List<Group> begun = prompts.stream().map(prompt -> begin(prompt, first, rows)).toList();
    try {
      generate(sprout, prompts, first, done -> fill(begun.get(done.index()), done, part, sprout));
    } catch (UserError e) { // before the first picture
      Map<String, String> refused = refused(sprout, prompts);
      if (refused.isEmpty()) {
        throw e;
      }
      begun.stream()
          .filter(row -> refused.containsKey(prompt(row)))
          .forEach(row -> rows.fail(row, refused.get(prompt(row))));
      drawOthers(sprout, part, first, begun, refused);
    }
  }

  private Group begin(String prompt, long first, PartRows rows) {
    long number = first + rows.rows().size();
    Group row = rows.row(number);
    row.add("prompt", prompt);
    row.add("seed", drawing.seed() + number);
    return row;
  }

  private static String prompt(Group row) {
    return row.getString("prompt", 0);
  }

  /**
   * Draws the accepted prompts, with one of them in place of each refused one: they are in the same
   * batch as without errors, and so drawn to the same bytes.
   */
  private void drawOthers(
      Sprout sprout, int part, long first, List<Group> begun, Map<String, String> refused) {
    List<String> prompts = begun.stream().map(GenerateWork::prompt).toList();
    Optional<String> standIn =
        prompts.stream().filter(each -> !refused.containsKey(each)).findFirst();
    if (standIn.isPresent()) {
      generate(
          sprout,
          prompts.stream().map(each -> refused.containsKey(each) ? standIn.get() : each).toList(),
          first,
          done -> {
            if (!refused.containsKey(prompts.get(done.index()))) {
              fill(begun.get(done.index()), done, part, sprout);
            }
          });
    }
  }

  private void generate(
      Sprout sprout, List<String> prompts, long first, Consumer<GeneratedPicture> finished) {
    sprout.generate(request(prompts, drawing.seed() + first), finished);
  }

  private GenerationRequest request(List<String> prompts, long seed) {
    return new GenerationRequest(
        prompts.stream().map(Subject.Prompt::new).toList(),
        1,
        seed,
        drawing.style(),
        negative,
        candidates,
        drawing.sampling(),
        null);
  }

  /** Why prompts are refused, each alone. */
  private Map<String, String> refused(Sprout sprout, List<String> prompts) {
    Map<String, String> refused = new HashMap<>();
    for (String prompt : prompts.stream().distinct().toList()) {
      try {
        sprout.prepare(request(List.of(prompt), 0));
      } catch (UserError e) {
        refused.put(prompt, e.getMessage());
      }
    }
    return refused;
  }

  private void fill(Group row, GeneratedPicture picture, int part, Sprout sprout) {
    Provenance provenance = drawing.noted(picture.provenance());
    byte[] png = Png.encode(picture.picture(), provenance.values());
    if (folder == null) {
      row.add("picture", Binary.fromConstantByteArray(png));
    } else {
      String name = String.format(Locale.ROOT, "%09d.png", row.getLong(PartRows.NUMBER, 0));
      row.add("file", folder.writePicture(part, name, png));
    }
    Group parameters = row.addGroup("parameters");
    provenance
        .values()
        .forEach(
            (key, value) ->
                parameters.addGroup("key_value").append("key", key).add("value", value));
    List<String> unknown = sprout.unknownWords(prompt(row));
    if (!unknown.isEmpty()) {
      row.add("unknown_words", String.join(" ", unknown));
    }
  }
}
