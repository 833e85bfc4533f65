package dev.sprout.cli;

import com.google.gson.JsonObject;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.inference.AffinityModel;
import dev.sprout.tokenunify.inference.AffinityNetwork;
import dev.sprout.tokenunify.inference.FragmentKind;
import dev.sprout.tokenunify.inference.JoinMethod;
import dev.sprout.tokenunify.inference.Joining;
import dev.sprout.tokenunify.inference.MirroredNetwork;
import dev.sprout.tokenunify.inference.SegmentationJob;
import dev.sprout.tokenunify.inference.SegmentationOptions;
import dev.sprout.tokenunify.inference.SegmentationResult;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  @Mixin private ComputeFlags compute;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "VOLUME", description = "Grey values of 8 or 16 bits.")
  private String volume;

  @Option(
      names = "--model",
      defaultValue = ModelFolders.VOLUMES,
      paramLabel = "MODEL",
      description =
          "Shipped model's name, or folder of a TokenUnify network that was trained on labels"
              + " (default ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "OME-Zarr folder of the labels; intermediate results are in FOLDER.work.")
  private Path output;

  @Option(
      names = "--region",
      paramLabel = "BOX",
      description = "Voxels z,y,x to segment, such as 0:100,:,:; all by default.")
  private String region;

  @Option(
      names = "--axes",
      paramLabel = "ORDER",
      description = "Order of the axes where the file doesn't state it, such as xyz.")
  private String axes;

  @Option(
      names = "--voxel-size",
      paramLabel = "SIZES",
      description = "In nm as z,y,x, such as 50,4,4, where the file doesn't state it.")
  private String voxelSize;

  @Option(
      names = "--fragments",
      defaultValue = "section",
      paramLabel = "KIND",
      description =
          "section, for thick sections, or volume, for nearly cubic voxels"
              + " (default ${DEFAULT-VALUE}).")
  private FragmentKind fragments;

  @Option(
      names = "--method",
      defaultValue = "median",
      paramLabel = "NAME",
      description =
          "How fragments are joined: median, mean, quantile, multicut (default ${DEFAULT-VALUE}).")
  private JoinMethod method;

  @Option(
      names = "--percent",
      paramLabel = "P",
      description = "Percentage of --method quantile, 0 to 100.")
  private Integer percent;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "The higher, the more is joined, 0 to 1. The best one depends on the volume: choose it by"
              + " em evaluate on labelled voxels, with --keep-affinities (default: the model's own"
              + " for --method median and --fragments section, if it states one; else 0.5).")
  private Double threshold;

  @Option(
      names = "--overlap",
      defaultValue = "0.25",
      paramLabel = "SHARE",
      description = "Of neighbouring windows, 0 to 0.95 (default ${DEFAULT-VALUE}).")
  private double overlap;

  @Option(
      names = "--mirrored",
      description =
          "Mean affinities of each window and its seven mirror images: fewer errors in eight times"
              + " the time.")
  private boolean mirrored;

  @Option(
      names = "--block",
      split = ",",
      defaultValue = "32,256,256",
      paramLabel = "N",
      description =
          "Voxels z,y,x in memory at once; the result doesn't depend on it"
              + " (default ${DEFAULT-VALUE}).")
  private List<Integer> block;

  @Option(
      names = "--keep-affinities",
      description = "Leave them in FOLDER.work, so that another threshold needs no network.")
  private boolean keepAffinities;

  @Option(
      names = "--sparse",
      description =
          "Zarr chunks that aren't stored have the fill value; without it they are refused.")
  private boolean sparse;

  @Option(
      names = "--force",
      description = "Replace an existing segmentation, and what another job left behind.")
  private boolean force;

  @Override
  public Integer call() {
    SegmentationOptions options = options(threshold);
    compute.check();
    if (!force && Files.exists(output)) {
      throw UserError.failure("%s exists; add --force to replace it, or name another", output);
    }
    VolumeAddress address = address();
    TokenUnifyFolder folder =
        TokenUnifyFolder.read(ModelFolders.installed(ModelFolders.Kind.VOLUMES).find(model));
    if (threshold == null && method == JoinMethod.MEDIAN && fragments == FragmentKind.SECTION) {
      options = options(folder.config().threshold());
    }
    AffinityModel network = AffinityModel.of(folder).in(compute.precision());
    network = mirrored ? network.mirrored() : network;
    try (SegmentationJob job =
        new SegmentationJob(address, region, network, options, output, force)) {
      warnOfOtherVoxels(job.voxelSize(), folder.config().voxelSizes());
      warnOfThinness(job.extent(), folder.config().block());
      print(run(job, folder));
    }
    return 0;
  }

  private VolumeAddress address() {
    VolumeAddress address = VolumeAddress.parse("volume", volume);
    address = axes == null ? address : address.withAxes(axes);
    return voxelSize == null
        ? address
        : address.withVoxelSize(Nanometers.parseSize("voxelSize", voxelSize));
  }

  private SegmentationOptions options(Double joiningThreshold) {
    if (block.size() != 3) {
      throw UserError.invalid("block", block, "three whole numbers z,y,x");
    }
    for (int side : block) {
      Require.positive("block", side);
    }
    return new SegmentationOptions(
        new Joining(fragments, method, percent, joiningThreshold),
        overlap,
        new Grid(block.get(0), block.get(1), block.get(2)),
        keepAffinities,
        sparse);
  }

  private void warnOfOtherVoxels(Nanometers size, List<Nanometers> trained) {
    if (trained.stream().noneMatch(size::isNear)) {
      String sizes = trained.stream().map(Nanometers::toString).collect(Collectors.joining(", "));
      spec.commandLine()
          .getErr()
          .printf(
              "The network was trained on voxels of %s; the volume's are %s."
                  + " Check the result, or fine-tune the network.%n",
              sizes, size);
    }
  }

  private void warnOfThinness(Coordinate extent, BlockSides trained) {
    Coordinate block = new Coordinate(trained.z(), trained.y(), trained.x());
    if (!block.atMost(extent)) {
      spec.commandLine()
          .getErr()
          .printf(
              "What is segmented has %s voxels (z×y×x); the network was trained on blocks of %s, and"
                  + " beyond the volume it sees black. Check the result, segment a larger part, or"
                  + " fine-tune the network on blocks of this size.%n",
              extent, block);
    }
  }

  private SegmentationResult run(SegmentationJob job, TokenUnifyFolder folder) {
    if (job.blocksDone() > 0) {
      spec.commandLine().getErr().println("going on after block " + job.blocksDone());
    }
    Map<SegmentationJob.Stage, Progress> bars = new EnumMap<>(SegmentationJob.Stage.class);
    try (AffinityNetwork network = AffinityNetwork.open(folder, compute.get())) {
      return job.run(
          mirrored ? new MirroredNetwork(network, network.window()) : network,
          (stage, done, total) ->
              bars.computeIfAbsent(stage, each -> bar(each, bars, total)).stepTo(done));
    } finally {
      bars.values().forEach(Progress::close);
    }
  }

  /** A bar for a stage; those of stages before are closed. */
  private static Progress bar(
      SegmentationJob.Stage stage, Map<SegmentationJob.Stage, Progress> bars, int total) {
    bars.values().forEach(Progress::close);
    return new Progress(stage.name().toLowerCase(Locale.ROOT), total);
  }

  private void print(SegmentationResult result) {
    if (json.isGiven()) {
      JsonObject report = new JsonObject();
      report.addProperty("labels", result.labels().toString());
      report.addProperty("voxels", result.voxels());
      report.addProperty("segments", result.segments());
      JsonOption.print(spec.commandLine().getOut(), report);
      return;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d segments in %d voxels%n",
            output,
            result.segments(),
            result.voxels());
  }
}
