package dev.sprout.cli;

import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.VolumeInfo;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Extent, type, voxel size, offset and axes of a volume. */
@Command(
    name = "info",
    description = "Print extent, type, voxel size, offset and axes of a volume.",
    footer = {"", "Example:", "  sprout em info sample.h5:volumes/raw"})
final class EmInfo extends CommonOptions implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "VOLUME",
      description = "Volume: TIFF or PNG file, folder of sections, FILE.h5:DATASET or Zarr folder.")
  private String volume;

  @Option(
      names = "--axes",
      paramLabel = "ORDER",
      description = "Axis order, such as xyz, for files that don't state it.")
  private String axes;

  @Override
  public Integer call() {
    VolumeAddress address = VolumeAddress.parse("volume", volume);
    address = axes == null ? address : address.withAxes(axes);
    Map<String, String> facts = VolumeInfo.facts(address);
    json.print(spec, facts, Text.plain(VolumeInfo.lines(facts)));
    return 0;
  }
}
