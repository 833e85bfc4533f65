package dev.sprout.cli;

import dev.sprout.tokenunify.inference.AffinityNetwork;
import dev.sprout.tokenunify.inference.SegmentationJob;
import dev.sprout.tokenunify.inference.SegmentationResult;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Segments a volume. */
@Command(
    name = "segment",
    description = {
      "Segment a volume of any size into neurons, as OME-Zarr labels.",
      "The same command goes on where it was when it was stopped."
    },
    footer = {
      "",
      "Examples:",
      "  sprout em segment sample.h5:volumes/raw -o segments.zarr",
      "  sprout em segment 'raw/*.png' --model neurons --method mean --threshold 0.6"
          + " --fragments volume -o segments.zarr"
    })
final class EmSegment extends CommonOptions implements Callable<Integer> {
  @Mixin private SegmentationFlags flags;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    flags.check();
    TokenUnifyFolder folder = flags.folder();
    try (SegmentationJob job =
        new SegmentationJob(
            flags.address(),
            flags.region(),
            flags.network(folder),
            flags.options(folder),
            flags.output(),
            flags.isForced())) {
      flags.warn(spec.commandLine().getErr(), job.voxelSize(), job.extent(), folder);
      flags.print(spec, json, run(job, folder));
    }
    return 0;
  }

  private SegmentationResult run(SegmentationJob job, TokenUnifyFolder folder) {
    if (job.blocksDone() > 0) {
      spec.commandLine().getErr().println("going on after block " + job.blocksDone());
    }
    try (AffinityNetwork network = flags.open(folder);
        StageProgress progress = new StageProgress()) {
      return job.run(flags.asked(network), progress::at);
    }
  }
}
