package dev.sprout.engine;

import dev.sprout.pictures.Picture;

/**
 * A picture and what it was made from.
 *
 * @param index number of the picture in its request, from 0
 */
public record GeneratedPicture(int index, Picture picture, Provenance provenance) {}
