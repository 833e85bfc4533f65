package dev.sprout.recipes;

import dev.sprout.pictures.Example;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.GenerationTargets;
import dev.sprout.xar.classes.ClassTable;
import java.util.stream.IntStream;

/**
 * What a generator has in its class slot for the pictures of a source.
 *
 * @param classes of the generator
 * @param source with the fields {@code concept} and {@code style}
 */
record ClassTargets(ClassTable classes, PictureSource source) implements GenerationTargets {
  @Override
  public float[] embedding(int picture) {
    Example example = source.example(picture);
    return classes.embed(example.field("concept"), example.field("style"));
  }

  @Override
  public int concept(int picture) {
    return classes.conceptRow(source.example(picture).field("concept"));
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
