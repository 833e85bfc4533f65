package dev.sprout.volumes;

import dev.sprout.volumes.zarr.ZarrVolumes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be said of a volume without reading its voxels, in words for people. */
public final class VolumeInfo {
  private VolumeInfo() {}

  /**
   * Describes a volume in lines.
   *
   * @throws dev.sprout.core.UserError when it can't be opened
   */
  public static String describe(VolumeAddress address) {
    return lines(facts(address));
  }

  /**
   * Facts by their names, in the order in which people read them.
   *
   * @throws dev.sprout.core.UserError when the volume can't be opened
   */
  public static Map<String, String> facts(VolumeAddress address) {
    Map<String, String> facts = new LinkedHashMap<>();
    try (Volume volume = Volume.open(address)) {
      facts.put("volume", volume.name());
      facts.put("extent", volume.shape() + " voxels (z×y×x)" + channels(volume));
      facts.put("type", volume.type() + ", " + size(volume) + " in memory");
      facts.put(
          "voxel size",
          volume.voxelSize().map(s -> s + " (z×y×x)").orElse("not stated in the file"));
      facts.put("offset", volume.offset().map(Object::toString).orElse("not stated in the file"));
      facts.put("axes", String.join(", ", volume.axes().split("")) + " in the file");
      facts.put("layout", volume.layout());
    }
    Path folder = address.inner().map(address.path()::resolve).orElse(address.path());
    if (Files.isDirectory(folder) && ZarrVolumes.isZarr(folder)) {
      facts.put("stored", ZarrVolumes.stored(folder));
      List<String> levels = ZarrVolumes.levels(folder);
      if (levels.size() > 1) {
        facts.put("levels", String.join(", ", levels) + " (this is the first)");
      }
    }
    return facts;
  }

  /** One line for each fact. */
  public static String lines(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> String.format(Locale.ROOT, "%-11s %s", fact.getKey(), fact.getValue()))
        .collect(Collectors.joining("\n"));
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
