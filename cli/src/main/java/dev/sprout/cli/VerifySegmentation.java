package dev.sprout.cli;

import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.segment.SegmentationVerification;
import java.util.List;
import picocli.CommandLine.Command;

/** Verification of watershed and agglomeration; a difference counts unequal voxels. */
@Command(
    name = "segmentation",
    description = "Recompute fragments and agglomerations voxel by voxel.",
    footer = {"", "Example:", "  sprout verify segmentation --vectors postprocess.npz"})
final class VerifySegmentation extends Verification {

  @Override
  double usualTolerance() {
    return 0;
  }

  @Override
  List<Check> checks() {
    return SegmentationVerification.run(vectors);
  }
}
