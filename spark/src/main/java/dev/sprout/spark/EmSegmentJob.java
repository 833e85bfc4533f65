package dev.sprout.spark;

import dev.sprout.cli.CommonOptions;
import dev.sprout.cli.JsonOption;
import dev.sprout.cli.SegmentationFlags;
import dev.sprout.cli.StageProgress;
import dev.sprout.tokenunify.inference.AffinityModel;
import dev.sprout.tokenunify.inference.DistributedSegmentation;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.volumes.VolumeAddress;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Segments a volume. */
@Command(
    name = "em-segment",
    description = {
      "Segment a volume of any size into neurons, as OME-Zarr labels.",
      "Volume, model and output are read at paths that all machines see. The same command goes on"
          + " where it was when it was stopped."
    },
    footer = {
      "",
      "Example:",
      "  sprout spark em-segment /shared/raw.zarr -o /shared/segments.zarr --master local[2]"
    })
final class EmSegmentJob extends CommonOptions implements Callable<Integer> {
  @Mixin private SparkFlags spark;
  @Mixin private SegmentationFlags flags;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    flags.check();
    TokenUnifyFolder folder = flags.folder();
    AffinityModel network = flags.network(folder);
    VolumeAddress address = flags.address();
    spark.use("em-segment", session -> segment(session, address, folder, network));
    return 0;
  }

  private void segment(
      SparkSession session, VolumeAddress address, TokenUnifyFolder folder, AffinityModel network) {
    try (DistributedSegmentation job =
            new DistributedSegmentation(
                address,
                flags.region(),
                network.on(spark.threads()),
                flags.options(folder),
                flags.output(),
                flags.isForced());
        StageProgress progress = new StageProgress()) {
      flags.warn(spec.commandLine().getErr(), job.voxelSize(), job.extent(), folder);
      if (job.blocksDone() > 0) {
        spec.commandLine().getErr().println("going on after block " + job.blocksDone());
      }
      SegmentationWork work =
          new SegmentationWork(
              flags,
              network.identity(),
              job.range(),
              flags.output().toAbsolutePath().normalize().toString(),
              spark.threads());
      flags.print(spec, json, job.run(new SegmentationTasks(session, work), progress::at));
    }
  }
}
