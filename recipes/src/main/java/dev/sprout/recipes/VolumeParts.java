package dev.sprout.recipes;

import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Nanometers;

/**
 * Which part of a volume is learned from, in a configuration file.
 *
 * @param train voxels z,y,x such as {@code 0:200,:,:}
 * @param validation others, never learned from; null for none
 * @param voxelSize in nm, where the file states none; null where it does
 * @param sparse whether chunk files of the volume may be missing, as they have the fill value
 */
record VolumeParts(
    String train,
    @Default("null") String validation,
    @Default("null") Nanometers voxelSize,
    @Default("false") boolean sparse) {

  VolumeParts {
    Require.present("train", train);
    if (voxelSize != null && !voxelSize.isSize()) {
      throw UserError.invalid("voxelSize", voxelSize, "a size above 0 nm along each axis");
    }
  }
}
