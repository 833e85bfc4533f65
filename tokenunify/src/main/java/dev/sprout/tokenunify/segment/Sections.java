package dev.sprout.tokenunify.segment;

/** Sections of a volume, read when they are asked for. */
public interface Sections {
  /**
   * The voxels of one section.
   *
   * @param z from 0
   * @return {@code [H, W]}; not changed by the caller
   */
  float[] section(int z);
}
