package dev.sprout.tokenunify.score;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.LongLongMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far one can follow a neuron, from a random point of its skeleton, before the segmentation
 * errs (Januszewski et al. 2018). An edge is right where both its nodes lie in one segment, which
 * isn't background and holds no node of another skeleton; a run is all right edges of a skeleton in
 * one segment. Higher is better.
 *
 * @param length expected run length, nm
 * @param longest what a perfect segmentation would have, nm
 */
public record ExpectedRunLength(double length, double longest) {
  private static final long MERGED = Long.MAX_VALUE - 1;

  /**
   * Scores skeletons of different neurons.
   *
   * @param segments for each skeleton the segment at each of its nodes; 0 is background
   * @throws UserError when segments don't fit the nodes, or the skeletons have no length
   */
  public static ExpectedRunLength of(List<Skeleton> skeletons, List<long[]> segments) {
    LongLongMap owners = owners(skeletons, segments);
    double squaredRuns = 0;
    double squaredLengths = 0;
    double whole = 0;
    for (int s = 0; s < skeletons.size(); s++) {
      Skeleton skeleton = skeletons.get(s);
      long[] at = segments.get(s);
      Map<Long, Double> runs = new HashMap<>();
      double length = 0;
      for (int e = 0; e < skeleton.edges().length; e++) {
        length += skeleton.length(e);
        long segment = at[skeleton.edges()[e][0]];
        if (segment != 0
            && segment == at[skeleton.edges()[e][1]]
            && owners.get(segment) != MERGED) {
          runs.merge(segment, skeleton.length(e), Double::sum);
        }
      }
      squaredRuns += OrderedSum.of(runs.values().stream().mapToDouble(r -> r * r).toArray());
      squaredLengths += length * length;
      whole += length;
    }
    if (whole == 0) {
      throw UserError.badRequest("the skeletons have no length: no run can be expected");
    }
    return new ExpectedRunLength(squaredRuns / whole, squaredLengths / whole);
  }

  /** For each segment the skeleton that lies in it, or {@link #MERGED} for several. */
  private static LongLongMap owners(List<Skeleton> skeletons, List<long[]> segments) {
    if (segments.size() != skeletons.size()) {
      throw UserError.badRequest(
          "there are %d skeletons and segments for %d", skeletons.size(), segments.size());
    }
    LongLongMap owners = new LongLongMap();
    for (int s = 0; s < skeletons.size(); s++) {
      if (segments.get(s).length != skeletons.get(s).positions().length) {
        throw UserError.badRequest(
            "skeleton %d has %d nodes and %d segments",
            s, skeletons.get(s).positions().length, segments.get(s).length);
      }
      for (long segment : segments.get(s)) {
        long owner = owners.get(segment);
        owners.put(segment, owner == LongLongMap.ABSENT || owner == s ? s : MERGED);
      }
    }
    return owners;
  }
}
