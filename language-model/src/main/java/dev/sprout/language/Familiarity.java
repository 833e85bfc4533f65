package dev.sprout.language;

import dev.sprout.core.Default;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a model is familiar with: pictures whose caption is as near to them, in the tokenizer's
 * joint space, as the names of training pictures are to these; and instructions, where it learned
 * some.
 *
 * @param leastCosine least cosine of picture and caption, −1 to 1
 * @param pictures training pictures that it was measured with
 * @param percent percent of these that lie below it
 * @param instructions whether the model learned instructions that change pictures
 */
public record Familiarity(
    double leastCosine,
    @Default("0") int pictures,
    @Default("0") double percent,
    @Default("false") boolean instructions) {
  /** File of a language model's folder. */
  public static final String FILE = "familiarity.json";

  /** Share of training pictures below the least cosine: these may be oddities. */
  private static final double PERCENT = 0.5;

  /** Checks the range. */
  public Familiarity {
    Require.between("leastCosine", leastCosine, -1, 1);
  }

  /**
   * The familiarity of a model.
   *
   * @param instructions whether it learned instructions that change pictures
   * @param cosines of training pictures with their own names
   */
  public static Familiarity of(boolean instructions, double... cosines) {
    double[] ascending = cosines.clone();
    Arrays.sort(ascending);
    int below = (int) (ascending.length * PERCENT / 100);
    return new Familiarity(ascending[below], ascending.length, PERCENT, instructions);
  }

  /**
   * Reads the file of a language model's folder; empty without one.
   *
   * @throws UserError when it is broken
   */
  public static Optional<Familiarity> read(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.isRegularFile(file)
        ? Optional.of(JsonFile.readRecord(file, Familiarity.class, UserError.Kind.FAILED))
        : Optional.empty();
  }

  /** Writes the file. */
  public void write(Path folder) {
    JsonFile.write(folder.resolve(FILE), this);
  }
}
