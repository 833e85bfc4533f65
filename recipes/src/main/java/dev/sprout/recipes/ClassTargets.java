package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.seed.GenerationTargets;
import dev.sprout.xar.classes.ClassTable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Generation targets: the generator's class embedding of each picture of a source. Immutable.
 *
 * @param classes class table of the generator
 * @param examples labels of the pictures
 */
record ClassTargets(ClassTable classes, List<EmojiExample> examples) implements GenerationTargets {

  /**
   * Targets of pictures, checked to be of the generator's concepts and styles.
   *
   * @param generator name of the generator's folder in messages
   * @param trained indices of the training pictures
   * @throws UserError naming the first concept or style that the generator lacks
   */
  static ClassTargets of(
      Path generator, ClassTable classes, List<EmojiExample> examples, int[] trained) {
    for (int picture : trained) {
      EmojiExample example = examples.get(picture);
      if (!classes.hasConcept(example.concept())) {
        throw lacking(generator, example, "concept", example.concept(), classes.concepts());
      } else if (!classes.styles().isEmpty() && !classes.styles().contains(example.style())) {
        throw lacking(generator, example, "style", example.style(), classes.styles());
      }
    }
    return new ClassTargets(classes, examples);
  }

  private static UserError lacking(
      Path generator, EmojiExample example, String kind, String given, List<String> known) {
    return UserError.failure(
        "%s is of %s, which the generator in %s lacks; it has %d: %s. Train a generator on these"
            + " pictures first, or leave the picture out.",
        example.id(),
        given.isEmpty() ? "no " + kind : "the " + kind + " " + given,
        generator,
        known.size(),
        String.join(", ", known.subList(0, Math.min(5, known.size()))));
  }

  @Override
  public float[] embedding(int picture) {
    EmojiExample example = examples.get(picture);
    return classes.embed(example.concept(), example.style());
  }

  @Override
  public int concept(int picture) {
    return classes.conceptRow(examples.get(picture).concept());
  }

  @Override
  public float[][] concepts() {
    int count = classes.concepts().size();
    return IntStream.range(0, count).mapToObj(classes::row).toArray(float[][]::new);
  }

  @Override
  public float variance() {
    return classes.variance();
  }
}
