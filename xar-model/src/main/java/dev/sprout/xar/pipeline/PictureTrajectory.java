package dev.sprout.xar.pipeline;

import dev.sprout.pictures.Picture;

/** Receiver of a picture's intermediate states while it is sampled. */
@FunctionalInterface
public interface PictureTrajectory {
  /**
   * Takes the state after a network evaluation.
   *
   * @param entity number of the sampled entity, from 0
   * @param evaluation number of the evaluation, from 0
   * @param picture predicted clean picture, the first of the request
   */
  void at(int entity, int evaluation, Picture picture);
}
