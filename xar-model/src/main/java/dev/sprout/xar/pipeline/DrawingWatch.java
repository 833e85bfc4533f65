package dev.sprout.xar.pipeline;

import dev.sprout.pictures.Picture;
import java.util.List;
import java.util.function.Supplier;

/** Observer of a batch of pictures while it is drawn; what it throws ends the drawing. */
@FunctionalInterface
public interface DrawingWatch {
  /** Observer that lets everything pass. */
  DrawingWatch NONE = (entity, entities, evaluation, seen) -> {};

  /**
   * Takes note of a network evaluation.
   *
   * @param entity number of the sampled entity, from 0
   * @param entities number of entities of a picture
   * @param evaluation number of the entity's evaluation, from 0
   * @param seen predicted clean pictures of the batch, decoded when they are asked for; only within
   *     this call
   */
  void at(int entity, int entities, int evaluation, Supplier<List<Picture>> seen);
}
