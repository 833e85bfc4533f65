package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.segment.Affinities;
import dev.sprout.tokenunify.segment.Basins;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.Fragments;

/** Cuts stored affinities into stored fragments. */
final class FragmentStage {
  private final StoredArray affinities;
  private final StoredArray fragments;
  private final BlockGrid blocks;
  private final Storage storage;
  private final SegmentationJob.Progress progress;

  FragmentStage(
      StoredArray affinities,
      StoredArray fragments,
      BlockGrid blocks,
      Storage storage,
      SegmentationJob.Progress progress) {
    this.affinities = affinities;
    this.fragments = fragments;
    this.blocks = blocks;
    this.storage = storage;
    this.progress = progress;
  }

  /**
   * Stores the fragments.
   *
   * @return the final ids of those that are stored; others stay
   */
  LabelMap run(Joining joining) {
    if (joining.fragments() == FragmentKind.VOLUME) {
      return inVolume();
    }
    bySection(joining.method() == JoinMethod.MULTICUT);
    return new LabelMap();
  }

  private void bySection(boolean smooth) {
    Grid volume = blocks.volume();
    long next = Fragments.FIRST;
    for (int z = 0; z < volume.depth(); z++) {
      Box section = Places.section(volume, z);
      Affinities values = new Affinities(affinities.values(section), section.size());
      Fragments found = smooth ? Fragments.smooth(values, next) : Fragments.bySection(values, next);
      fragments.write(section, found.ids());
      next = found.next();
      progress.at(SegmentationJob.Stage.FRAGMENTS, z + 1, volume.depth());
    }
  }

  private LabelMap inVolume() {
    Basins basins = new Basins(blocks.volume(), storage);
    for (int number = 0; number < blocks.blocks(); number++) {
      Box block = blocks.box(number);
      Box around = basins.surroundings(block);
      float[] boundary = new Affinities(affinities.values(around), around.size()).boundary();
      fragments.write(block, basins.add(block, boundary));
      progress.at(SegmentationJob.Stage.FRAGMENTS, number + 1, blocks.blocks());
    }
    return basins.resolved();
  }
}
