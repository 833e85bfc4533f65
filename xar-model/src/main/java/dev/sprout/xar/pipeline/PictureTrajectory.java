package dev.sprout.xar.pipeline;

import dev.sprout.pictures.Picture;

/** Watches a picture come into being. */
@FunctionalInterface
public interface PictureTrajectory {
  /**
   * Called after each evaluation of the network.
   *
   * @param entity the one being drawn, from 0
   * @param evaluation its number, from 0
   * @param picture where the first picture of the request is heading
   */
  void at(int entity, int evaluation, Picture picture);
}
