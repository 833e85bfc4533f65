package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.inference.AffinityModel;
import dev.sprout.tokenunify.inference.AffinityNetwork;
import dev.sprout.tokenunify.inference.FragmentKind;
import dev.sprout.tokenunify.inference.JoinMethod;
import dev.sprout.tokenunify.inference.Joining;
import dev.sprout.tokenunify.inference.MirroredNetwork;
import dev.sprout.tokenunify.inference.SegmentationOptions;
import dev.sprout.tokenunify.inference.SegmentationResult;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import java.io.PrintWriter;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is segmented, and how; the same on one machine and on many. */
public final class SegmentationFlags implements Serializable {
  private static final long serialVersionUID = 1L;

  @Mixin private ComputeFlags compute;

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
  private String output;

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

  /**
   * Checks what needs neither model nor volume.
   *
   * @throws UserError when options don't go together, or the output exists
   */
  public void check() {
    options(threshold);
    compute.check();
    if (!force && Files.exists(output())) {
      throw UserError.failure("%s exists; add --force to replace it, or name another", output);
    }
  }

  /** Folder of the labels as given. */
  public Path output() {
    return Path.of(output);
  }

  /** Voxels to segment; null for all. */
  public String region() {
    return region;
  }

  /** Whether an existing result may be replaced. */
  public boolean isForced() {
    return force;
  }

  /** Device and precision as given. */
  public String compute() {
    return compute.toString();
  }

  /**
   * The volume.
   *
   * @throws UserError when there is none
   */
  public VolumeAddress address() {
    VolumeAddress address = VolumeAddress.parse("volume", volume);
    address = axes == null ? address : address.withAxes(axes);
    return voxelSize == null
        ? address
        : address.withVoxelSize(Nanometers.parseSize("voxelSize", voxelSize));
  }

  /**
   * The model's folder.
   *
   * @throws UserError when there is none
   */
  public TokenUnifyFolder folder() {
    return TokenUnifyFolder.read(ModelFolders.installed(ModelFolders.Kind.VOLUMES).find(model));
  }

  /** What must be known of the network. */
  public AffinityModel network(TokenUnifyFolder folder) {
    AffinityModel network = AffinityModel.of(folder).in(compute.precision());
    return mirrored ? network.mirrored() : network;
  }

  /** Loads the network. */
  public AffinityNetwork open(TokenUnifyFolder folder) {
    return AffinityNetwork.open(folder, compute.get());
  }

  /** The network as it is asked: once, or with all mirror images. */
  public UnaryOperator<float[]> asked(AffinityNetwork network) {
    return mirrored ? new MirroredNetwork(network, network.window()) : network;
  }

  /** How the volume is segmented, with the model's own threshold where none is given. */
  public SegmentationOptions options(TokenUnifyFolder folder) {
    boolean isUsual = method == JoinMethod.MEDIAN && fragments == FragmentKind.SECTION;
    return options(threshold == null && isUsual ? folder.config().threshold() : threshold);
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

  /** Says where the volume differs from those that the network was trained on. */
  public void warn(PrintWriter err, Nanometers size, Coordinate extent, TokenUnifyFolder folder) {
    List<Nanometers> trained = folder.config().voxelSizes();
    if (trained.stream().noneMatch(size::isNear)) {
      String sizes = trained.stream().map(Nanometers::toString).collect(Collectors.joining(", "));
      err.printf(
          "The network was trained on voxels of %s; the volume's are %s."
              + " Check the result, or fine-tune the network.%n",
          sizes, size);
    }
    BlockSides sides = folder.config().block();
    Coordinate seen = new Coordinate(sides.z(), sides.y(), sides.x());
    if (!seen.atMost(extent)) {
      err.printf(
          "What is segmented has %s voxels (z×y×x); the network was trained on blocks of %s, and"
              + " beyond the volume it sees black. Check the result, segment a larger part, or"
              + " fine-tune the network on blocks of this size.%n",
          extent, seen);
    }
  }

  /** What a segmentation gave, as {@code --json} prints it. */
  private record Report(String labels, long voxels, int segments) {}

  /** Prints what a segmentation gave. */
  public void print(CommandSpec command, JsonOption json, SegmentationResult result) {
    json.print(
        command,
        new Report(result.labels().toString(), result.voxels(), result.segments()),
        String.format(
            Locale.ROOT,
            "%s: %d segments in %d voxels",
            output,
            result.segments(),
            result.voxels()));
  }
}
