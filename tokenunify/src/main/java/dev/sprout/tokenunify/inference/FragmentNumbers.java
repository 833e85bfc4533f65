package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.inference.FragmentTables.Column;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.segment.Agglomeration;
import dev.sprout.tokenunify.segment.Basins;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.Contacts;
import dev.sprout.tokenunify.segment.Fragments;
import dev.sprout.tokenunify.segment.Multicut;
import java.util.function.Consumer;

/**
 * What one machine must know of all fragments: their final ids, and the segments that the region
 * graph makes of them. Voxels aren't seen here.
 */
final class FragmentNumbers {
  private final OutputFolder output;
  private final Joining joining;
  private final Grid volume;
  private final BlockGrid units;
  private final FragmentTables tables;
  private final Storage storage;

  FragmentNumbers(SegmentationInput input, OutputFolder output, Joining joining) {
    this.output = output;
    this.joining = joining;
    volume = input.blocks().volume();
    units = FragmentTasks.units(input, joining);
    tables = output.tables();
    storage = Storage.files(output.work());
  }

  /** Gives the fragments the ids that they have on one machine. */
  void resolve() {
    if (joining.fragments() == FragmentKind.VOLUME) {
      resolveInVolume();
    } else {
      resolveBySection();
    }
  }

  /** Ids rise from section to section without gaps between them. */
  private void resolveBySection() {
    long next = Fragments.FIRST;
    for (int section = 0; section < units.blocks(); section++) {
      long shift = next - FragmentTasks.first(volume, section);
      long[] ids = tables.read(Column.STORED, section);
      for (int i = 0; i < ids.length; i++) {
        ids[i] += shift;
      }
      next = ids[ids.length - 1] + 1;
      tables.write(Column.FINAL, section, ids);
    }
  }

  /** Fragments that flow out of a block are those of the voxel where they end. */
  private void resolveInVolume() {
    Basins basins = new Basins(volume, storage);
    for (int block = 0; block < units.blocks(); block++) {
      basins.link(tables.read(Column.LINKS, block));
    }
    LabelMap ids = basins.resolved();
    for (int block = 0; block < units.blocks(); block++) {
      tables.write(Column.FINAL, block, ids.apply(tables.read(Column.STORED, block)));
    }
  }

  /**
   * Joins fragments by their contacts, and writes down each one's segment; returns their number.
   */
  int join() {
    LabelMap joined = joined();
    for (int unit = 0; unit < units.blocks(); unit++) {
      tables.write(Column.SEGMENT, unit, joined.apply(tables.read(Column.FINAL, unit)));
    }
    return joined.unchanged();
  }

  private LabelMap joined() {
    try {
      if (joining.method() == JoinMethod.MULTICUT) {
        Multicut multicut = new Multicut();
        visit(multicut::add);
        return multicut.run();
      }
      Agglomeration agglomeration = new Agglomeration(joining.rule(), storage);
      visit(agglomeration::add);
      return agglomeration.run(joining.threshold()).segments(0);
    } catch (OutOfMemoryError e) {
      throw SegmentationJob.tooLarge(e, joining.method(), output);
    }
  }

  private void visit(Consumer<Contacts> graph) {
    for (int section = 0; section < volume.depth(); section++) {
      graph.accept(output.contacts().read(section));
    }
  }
}
