package dev.sprout.tokenunify.inference;

import java.nio.file.Path;

/**
 * What a segmentation gave.
 *
 * @param labels folder of the OME-Zarr labels
 * @param voxels in all
 * @param segments different labels
 */
public record SegmentationResult(Path labels, long voxels, int segments) {}
