package dev.sprout.engine;

import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.GenerationTargets;

/**
 * What a generator has in its class slot for the pictures of a source.
 *
 * @param slot of the generator
 * @param source with the fields {@code concept} and {@code style}
 */
record ClassTargets(ClassSlot slot, PictureSource source) implements GenerationTargets {
  @Override
  public float[] embedding(int picture) {
    return slot.embedding(source.example(picture));
  }

  @Override
  public int concept(int picture) {
    return slot.concept(source.example(picture));
  }

  @Override
  public float[][] concepts() {
    return slot.concepts();
  }

  @Override
  public float variance() {
    return slot.variance();
  }
}
