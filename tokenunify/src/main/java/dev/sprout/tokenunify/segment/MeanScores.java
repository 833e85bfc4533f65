package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.FloatArray;
import dev.sprout.tokenunify.arrays.IntArray;
import dev.sprout.tokenunify.arrays.Storage;

/** One minus the mean affinity of an edge, in float32 as waterz rounds it. */
final class MeanScores implements MergeScores {
  private FloatArray means;
  private IntArray counts;

  MeanScores(Storage storage) {
    means = new FloatArray(storage);
    counts = new IntArray(storage);
  }

  @Override
  public void add(int edge, float affinity) {
    if (edge == means.size()) {
      means.add(0);
      counts.add(0);
    }
    int count = counts.get(edge);
    means.set(edge, (affinity + means.get(edge) * count) / (count + 1));
    counts.set(edge, count + 1);
  }

  @Override
  public void reorder(IntArray order) {
    FloatArray oldMeans = means;
    IntArray oldCounts = counts;
    means = new FloatArray(order.storage(), order.size());
    counts = new IntArray(order.storage(), order.size());
    for (long i = 0; i < order.size(); i++) {
      means.set(i, oldMeans.get(order.get(i)));
      counts.set(i, oldCounts.get(order.get(i)));
    }
  }

  @Override
  public float score(int edge) {
    return 1 - means.get(edge);
  }

  @Override
  public void merge(int from, int into) {
    int ofFrom = counts.get(from);
    int ofInto = counts.get(into);
    int total = ofFrom + ofInto;
    means.set(into, (means.get(from) * ofFrom + means.get(into) * ofInto) / total);
    counts.set(into, total);
  }
}
