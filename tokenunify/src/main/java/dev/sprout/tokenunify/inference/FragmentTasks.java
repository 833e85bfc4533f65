package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelIndex;
import dev.sprout.tokenunify.segment.Affinities;
import dev.sprout.tokenunify.segment.Basins;
import dev.sprout.tokenunify.segment.BlockGrid;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.Contacts;
import dev.sprout.tokenunify.segment.Fragments;
import java.util.Arrays;

/**
 * Tasks on the fragments of a unit, a section or a block. Ids that tasks give differ from unit to
 * unit; their final ids, those of one machine, are known once all units are.
 */
final class FragmentTasks {
  private final SegmentationInput input;
  private final OutputFolder output;
  private final Joining joining;
  private final Grid volume;
  private final BlockGrid units;
  private final FragmentTables tables;

  FragmentTasks(SegmentationInput input, OutputFolder output, Joining joining) {
    this.input = input;
    this.output = output;
    this.joining = joining;
    volume = input.blocks().volume();
    units = units(input, joining);
    tables = output.tables();
  }

  /** What is cut into fragments by itself. */
  static BlockGrid units(SegmentationInput input, Joining joining) {
    Grid volume = input.blocks().volume();
    return joining.fragments() == FragmentKind.VOLUME
        ? input.blocks()
        : new BlockGrid(volume, volume.sections(1));
  }

  /** The first id of a section, above all that sections before can have. */
  static long first(Grid volume, int section) {
    return Fragments.FIRST + (long) section * volume.sectionVoxels();
  }

  /** Cuts a unit's affinities into fragments. */
  void cut(int unit) {
    Box box = units.box(unit);
    long[] ids;
    try (StoredArray affinities = output.affinities(input);
        StoredArray fragments = output.fragments(input)) {
      if (joining.fragments() == FragmentKind.VOLUME) {
        Basins basins = new Basins(volume);
        Box around = basins.surroundings(box);
        ids = basins.add(box, new Affinities(affinities.values(around), around.size()).boundary());
        tables.write(FragmentTables.Column.LINKS, unit, basins.links());
      } else {
        Affinities values = new Affinities(affinities.values(box), box.size());
        ids = bySection(values, first(volume, unit)).ids();
      }
      fragments.write(box, ids);
    }
    LabelIndex found = new LabelIndex();
    for (long id : ids) {
      found.of(id);
    }
    long[] rising = found.labels();
    Arrays.sort(rising);
    tables.write(FragmentTables.Column.STORED, unit, rising);
  }

  private Fragments bySection(Affinities values, long first) {
    return joining.method() == JoinMethod.MULTICUT
        ? Fragments.smooth(values, first)
        : Fragments.bySection(values, first);
  }

  /** Finds the contacts within a section, and with the one before. */
  void meet(int section) {
    Box box = Places.section(volume, section);
    try (StoredArray affinities = output.affinities(input);
        StoredArray fragments = output.fragments(input)) {
      long[] before = section == 0 ? null : ids(fragments, section - 1);
      Affinities values = new Affinities(affinities.values(box), box.size());
      boolean onlyLargest = joining.method() == JoinMethod.MEDIAN;
      output
          .contacts()
          .write(section, Contacts.of(before, ids(fragments, section), values, onlyLargest));
    }
  }

  /** Final ids of a section. */
  private long[] ids(StoredArray fragments, int section) {
    int from = units.number(section, 0, 0);
    int to = units.last(Places.section(volume, section)) + 1;
    return tables
        .map(FragmentTables.Column.FINAL, from, to)
        .apply(fragments.ids(Places.section(volume, section)));
  }

  /** Replaces a unit's fragments by their segments. */
  void replace(int unit) {
    try (StoredArray fragments = output.fragments(input);
        StoredArray joined = output.joined(input)) {
      Box box = units.box(unit);
      joined.write(
          box, tables.map(FragmentTables.Column.SEGMENT, unit, unit + 1).apply(fragments.ids(box)));
    }
  }
}
