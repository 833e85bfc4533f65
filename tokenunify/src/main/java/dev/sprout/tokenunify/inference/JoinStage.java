package dev.sprout.tokenunify.inference;

import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.segment.Affinities;
import dev.sprout.tokenunify.segment.Agglomeration;
import dev.sprout.tokenunify.segment.Box;
import dev.sprout.tokenunify.segment.Multicut;
import java.util.function.BiConsumer;

/**
 * Joins stored fragments into segments; the graph of an agglomeration lies in files, that of a
 * multicut in Java's memory.
 */
final class JoinStage {
  private final StoredArray affinities;
  private final StoredArray fragments;
  private final LabelMap ids;
  private final Storage storage;
  private final SegmentationJob.Progress progress;

  /**
   * Over the results of the stages before.
   *
   * @param ids final ids of the stored fragments
   * @param storage of an agglomeration's graph
   */
  JoinStage(
      StoredArray affinities,
      StoredArray fragments,
      LabelMap ids,
      Storage storage,
      SegmentationJob.Progress progress) {
    this.affinities = affinities;
    this.fragments = fragments;
    this.ids = ids;
    this.storage = storage;
    this.progress = progress;
  }

  /** The segment of every fragment. */
  LabelMap run(Grid volume, Joining joining) {
    if (joining.method() == JoinMethod.MULTICUT) {
      Multicut multicut = new Multicut();
      visit(volume, multicut::add);
      return multicut.run();
    }
    Agglomeration agglomeration = new Agglomeration(joining.rule(), storage);
    visit(volume, agglomeration::add);
    return agglomeration.run(joining.threshold()).segments(0);
  }

  private void visit(Grid volume, BiConsumer<long[], Affinities> graph) {
    for (int z = 0; z < volume.depth(); z++) {
      Box section = Places.section(volume, z);
      graph.accept(
          ids.apply(fragments.ids(section)),
          new Affinities(affinities.values(section), section.size()));
      progress.at(SegmentationJob.Stage.GRAPH, z + 1, volume.depth());
    }
  }
}
