package dev.sprout.recipes;

import dev.sprout.language.BytePairTraining;
import dev.sprout.language.TextTokenizer;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Vocabulary of a tokenizer's text branch: learned from the texts of the pictures, or taken from
 * the model that is trained further.
 *
 * @param startFolder model folder, relative to the configuration file; null for a learned
 *     vocabulary
 * @param pieces text pieces beside image ids, 1 to 100,000
 * @param codes image ids
 */
record Vocabulary(String startFolder, int pieces, int codes) {
  /** Most text pieces. */
  static final int MOST_PIECES = 100_000;

  /**
   * The vocabulary of a run, written into a folder at its beginning.
   *
   * @param field field of the configuration that names the model folder
   */
  TextTokenizer open(String field, RecipeContext context, Path folder) {
    if (!context.resumed() && startFolder != null) {
      Path model = context.part(field, startFolder);
      Path language = model.resolve(ModelFolder.LANGUAGE);
      boolean isJoint = Files.notExists(language); // its vocabulary lies with the tokenizer
      TextTokenizer.copy(isJoint ? model.resolve(ModelFolder.SEED) : language, folder);
    } else if (!context.resumed()) {
      BytePairTraining.train(ConceptTexts.all(context.examples()), pieces).write(folder, codes);
    }
    return TextTokenizer.read(folder);
  }
}
