package dev.sprout.volumes;

import dev.sprout.volumes.zarr.ZarrVolumes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be said of a volume without reading its voxels, as lines for people. */
public final class VolumeInfo {
  private VolumeInfo() {}

  /**
   * Describes a volume.
   *
   * @throws dev.sprout.core.UserError when it can't be opened
   */
  public static String describe(VolumeAddress address) {
    List<String> lines = new ArrayList<>();
    try (Volume volume = Volume.open(address)) {
      lines.add(line("volume", volume.name()));
      lines.add(line("extent", volume.shape() + " voxels (z×y×x)" + channels(volume)));
      lines.add(line("type", volume.type() + ", " + size(volume) + " in memory"));
      lines.add(
          line(
              "voxel size",
              volume.voxelSize().map(s -> s + " (z×y×x)").orElse("not stated in the file")));
      lines.add(
          line("offset", volume.offset().map(Object::toString).orElse("not stated in the file")));
      lines.add(line("axes", String.join(", ", volume.axes().split("")) + " in the file"));
      lines.add(line("layout", volume.layout()));
    }
    Path folder = address.inner().map(address.path()::resolve).orElse(address.path());
    if (Files.isDirectory(folder) && ZarrVolumes.isZarr(folder)) {
      lines.add(line("stored", ZarrVolumes.stored(folder)));
      List<String> levels = ZarrVolumes.levels(folder);
      if (levels.size() > 1) {
        lines.add(line("levels", String.join(", ", levels) + " (this is the first)"));
      }
    }
    return String.join("\n", lines);
  }

  private static String line(String name, String text) {
    return String.format(Locale.ROOT, "%-11s %s", name, text);
  }

  private static String channels(Volume volume) {
    return volume.axes().contains("c") ? " in " + volume.channels() + " channels" : "";
  }

  private static String size(Volume volume) {
    double bytes =
        (double) volume.shape().z()
            * volume.shape().y()
            * volume.shape().x()
            * volume.channels()
            * volume.type().bytes();
    return bytes < 1e6
        ? String.format(Locale.ROOT, "%.0f kB", Math.ceil(bytes / 1e3))
        : bytes < 1e9
            ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
            : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
