package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.seed.GenerationTargets;
import dev.sprout.xar.classes.ClassTable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The class embeddings that a generator draws the pictures of a source from. Immutable.
 *
 * @param classes of the generator
 * @param examples of the pictures
 */
record ClassTargets(ClassTable classes, List<EmojiExample> examples) implements GenerationTargets {

  /**
   * Targets of pictures whose concepts and styles the generator has.
   *
   * @param generator folder that messages name
   * @param trained indices of the pictures to learn from
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
