package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.Storage;

/**
 * Where fragments of some sections touch: a part of the region graph, to be made anywhere and added
 * to an {@link Agglomeration} or a {@link Multicut} in the order of the sections.
 *
 * @param ids of the fragments
 * @param ends of each contact: places of its two fragments in {@code ids}
 * @param counts affinities of each contact
 * @param affinities by contact, and within it by voxel and axis
 */
public record Contacts(long[] ids, int[] ends, int[] counts, float[] affinities) {

  /**
   * The contacts within sections, and with the section before.
   *
   * @param before fragments of the section before, {@code [H, W]}; null for the first one
   * @param fragments ids, {@code [D, H, W]}; 0 takes no part
   * @param onlyLargest whether the largest affinity of each contact is enough
   */
  public static Contacts of(
      long[] before, long[] fragments, Affinities affinities, boolean onlyLargest) {
    ContactAffinities found = new ContactAffinities(onlyLargest);
    RegionGraphBuilder builder = new RegionGraphBuilder(found, Storage.MEMORY);
    if (before != null) {
      builder.follow(before);
    }
    builder.add(fragments, affinities);
    return builder.contacts(found);
  }
}
