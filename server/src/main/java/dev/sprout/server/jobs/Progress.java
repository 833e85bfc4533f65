package dev.sprout.server.jobs;

/**
 * How far a picture is.
 *
 * @param entity number of the entity that is drawn, from 1
 * @param entities of a picture
 * @param step number of the entity's network evaluation, from 1
 * @param steps of the entity; 0 where they depend on the picture
 */
public record Progress(int entity, int entities, int step, int steps) {

  /** Finished share of the picture, 0 to 1. */
  public double share() {
    double ofEntity = steps == 0 ? 0.5 : Math.min(1, (double) step / steps);
    return (entity - 1 + ofEntity) / entities;
  }
}
