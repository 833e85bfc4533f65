package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.labels.Grid;

/**
 * Over-segmentation of affinities into small pieces, to be joined by {@link Agglomeration}. Every
 * voxel belongs to a fragment.
 *
 * @param ids of the voxels, {@code [D, H, W]}
 * @param next the first id that isn't used
 */
public record Fragments(long[] ids, long next) {
  /** Number of the first fragment, as in TokenUnify's code. */
  public static final long FIRST = 2;

  /**
   * Fragments of each section alone, for volumes whose sections are thick or badly aligned.
   * Sections don't depend on one another, so a volume cut into slabs, each beginning with the
   * {@code next} of the one before, has the same fragments as in one piece.
   */
  public static Fragments bySection(Affinities affinities, long first) {
    Grid grid = affinities.grid();
    Watershed watershed = new Watershed(grid.sections(1));
    long[] ids = new long[grid.voxels()];
    long next = first;
    for (int z = 0; z < grid.depth(); z++) {
      float[] boundary = affinities.boundaryInSection(z);
      next += watershed.flood(boundary, next, ids, z * grid.sectionVoxels());
    }
    return new Fragments(ids, next);
  }

  /**
   * Fragments of each section alone for {@link Multicut}: fewer and larger ones, from smoothed
   * maps, none below 100 voxels where there is a larger one. Ids have gaps. What is said of slabs
   * in {@link #bySection} holds.
   */
  public static Fragments smooth(Affinities affinities, long first) {
    Grid grid = affinities.grid();
    SmoothFragments smooth = new SmoothFragments(grid.sections(1));
    long[] ids = new long[grid.voxels()];
    long next = first;
    for (int z = 0; z < grid.depth(); z++) {
      float[] boundary = SmoothFragments.boundary(affinities, z);
      next += smooth.flood(boundary, next, ids, z * grid.sectionVoxels());
    }
    return new Fragments(ids, next);
  }

  /** Fragments in three dimensions, for volumes of nearly cubic voxels. */
  public static Fragments inVolume(Affinities affinities, long first) {
    Grid grid = affinities.grid();
    long[] ids = new long[grid.voxels()];
    int basins = new Watershed(grid).flood(affinities.boundary(), first, ids, 0);
    return new Fragments(ids, first + basins);
  }
}
