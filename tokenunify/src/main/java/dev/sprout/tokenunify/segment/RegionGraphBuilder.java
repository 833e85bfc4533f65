package dev.sprout.tokenunify.segment;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelIndex;
import java.util.Arrays;

/**
 * Builds the region graph of a volume from slabs of sections, from z = 0 on: the memory is that of
 * the graph and two sections, and how the volume is cut into slabs changes no bit. Fragment 0 takes
 * no part. Not thread-safe.
 */
final class RegionGraphBuilder {
  private static final int NONE = -1;

  private final EdgeStatistics statistics;
  private final LabelIndex regions;
  private final IntArray ends; // regions of each edge
  private final EdgeIndex edges;
  private final long[] lastKey = new long[3]; // by axis: edges come in runs
  private final int[] lastEdge = new int[3];
  private int[] above; // regions of the section before
  private int[] section;

  RegionGraphBuilder(EdgeStatistics statistics, Storage storage) {
    this.statistics = statistics;
    regions = new LabelIndex(storage);
    ends = new IntArray(storage);
    edges = new EdgeIndex(ends);
    Arrays.fill(lastKey, NONE);
  }

  /**
   * Takes in the next sections.
   *
   * @param fragments ids, {@code [D, H, W]}
   * @throws UserError when the sections' size changes
   */
  void add(long[] fragments, Affinities affinities) {
    Grid grid = affinities.grid();
    grid.check("fragments", fragments.length, 1);
    if (section == null) {
      section = new int[grid.sectionVoxels()];
    } else if (section.length != grid.sectionVoxels()) {
      throw UserError.badRequest(
          "sections of %d voxels follow others of %d", grid.sectionVoxels(), section.length);
    }
    for (int z = 0; z < grid.depth(); z++) {
      addSection(fragments, affinities, z);
      int[] free = above == null ? new int[section.length] : above;
      above = section;
      section = free;
    }
  }

  private void addSection(long[] fragments, Affinities affinities, int z) {
    Grid grid = affinities.grid();
    int width = grid.width();
    int voxel = z * section.length;
    for (int i = 0; i < section.length; i++, voxel++) {
      long id = fragments[voxel];
      int region = id == 0 ? NONE : regions.of(id);
      section[i] = region;
      if (region == NONE) {
        continue;
      }
      if (above != null) {
        meet(0, region, above[i], affinities, voxel);
      }
      if (i >= width) {
        meet(1, region, section[i - width], affinities, voxel);
      }
      if (i % width != 0) {
        meet(2, region, section[i - 1], affinities, voxel);
      }
    }
  }

  private void meet(int axis, int region, int other, Affinities affinities, int voxel) {
    if (region == other || other == NONE) {
      return;
    }
    long key = RegionGraph.key(region, other);
    if (key != lastKey[axis]) {
      lastKey[axis] = key;
      lastEdge[axis] = edge(region, other);
    }
    statistics.add(lastEdge[axis], affinities.at(axis, voxel));
  }

  private int edge(int region, int other) {
    int edge = edges.find(region, other);
    if (edge == NONE) {
      edge = (int) (ends.size() / 2);
      ends.add(region);
      ends.add(other);
      edges.put(edge);
    }
    return edge;
  }

  /**
   * Begins behind a section whose own contacts are known already.
   *
   * @param before its fragments, {@code [H, W]}
   */
  void follow(long... before) {
    section = new int[before.length];
    above = new int[before.length];
    for (int i = 0; i < before.length; i++) {
      above[i] = before[i] == 0 ? NONE : regions.of(before[i]);
    }
  }

  /** Takes in what was found elsewhere, in the order of the sections. */
  void add(Contacts contacts) {
    int[] numbers = new int[contacts.ids().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = regions.of(contacts.ids()[i]);
    }
    int next = 0;
    for (int contact = 0; contact < contacts.counts().length; contact++) {
      int edge =
          edge(numbers[contacts.ends()[2 * contact]], numbers[contacts.ends()[2 * contact + 1]]);
      for (int i = 0; i < contacts.counts()[contact]; i++) {
        statistics.add(edge, contacts.affinities()[next++]);
      }
    }
  }

  /** What was met, to be added to another builder. */
  Contacts contacts(ContactAffinities found) {
    int[] places = new int[Math.toIntExact(ends.size())];
    for (int i = 0; i < places.length; i++) {
      places[i] = ends.get(i);
    }
    return new Contacts(regions.labels(), places, found.counts(), found.byEdge());
  }

  /** The graph of all sections; nothing may be added afterwards. */
  RegionGraph build() {
    return RegionGraph.ordered(regions, ends, statistics);
  }
}
