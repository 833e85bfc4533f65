package dev.sprout.tokenunify.inference;

/** How affinities are cut into fragments. */
public enum FragmentKind {
  /** Each section alone, for volumes of thick sections: TokenUnify's choice. */
  SECTION,
  /** In three dimensions, by steepest descent, for volumes of nearly cubic voxels. */
  VOLUME
}
