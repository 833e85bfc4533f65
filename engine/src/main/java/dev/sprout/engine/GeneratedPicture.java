package dev.sprout.engine;

import dev.sprout.pictures.Picture;

/**
 * Drawn picture with its provenance.
 *
 * @param index number of the picture in its request, from 0
 */
public record GeneratedPicture(int index, Picture picture, Provenance provenance) {}
