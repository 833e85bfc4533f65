package dev.sprout.volumes.array;

/** An array in a file and where it lies in space, as far as the file says. */
public record SpatialArray(NdArray array, Geometry geometry) {}
