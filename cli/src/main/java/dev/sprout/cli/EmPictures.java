package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws sections of a volume. */
@Command(
    name = "pictures",
    description = {
      "Draw sections of a volume, its affinities and its segments side by side.",
      "Affinities along z, y and x are red, green and blue; a segment's colour is its label's."
    },
    footer = {
      "",
      "Example:",
      "  sprout em pictures 'raw/*.png' --segments segments.zarr -o sections.png"
    })
final class EmPictures extends CommonOptions implements Callable<Integer> {
  private static final int LONGEST = 640; // pixels of a section
  private static final int GAP = 6;

  @Parameters(paramLabel = "VOLUME", description = "Grey values.")
  private String volume;

  @Option(names = "--affinities", paramLabel = "VOLUME", description = "Three channels: z, y, x.")
  private String affinities;

  @Option(names = "--segments", paramLabel = "VOLUME", description = "Labels.")
  private String segments;

  @Option(
      names = "--region",
      paramLabel = "BOX",
      description =
          "Voxels z,y,x to draw, such as 0:100,:,:; all by default. Affinities and segments may be"
              + " of this part alone.")
  private String region;

  @Option(
      names = "--sections",
      defaultValue = "3",
      paramLabel = "N",
      description = "Sections of the region, equally spaced (default ${DEFAULT-VALUE}).")
  private int sections;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "A PNG file.")
  private Path output;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Require.between("sections", sections, 1, 64);
    OutputPlan plan = OutputPlan.of(output, null, List.of("sections"));
    plan.check(force);
    try (Volume raw = open("volume", volume);
        Volume affinity = open("affinities", affinities);
        Volume labels = open("segments", segments)) {
      Png.write(plan.pictures().get(0), draw(raw, affinity, labels), Map.of());
    }
    String file = plan.pictures().get(0).toString();
    json.print(spec, Map.of("file", file), file);
    return 0;
  }

  private static Volume open(String field, String address) {
    return address == null ? null : Volume.open(VolumeAddress.parse(field, address));
  }

  private Picture draw(Volume raw, Volume affinity, Volume labels) {
    Box box = region == null ? Box.of(raw.shape()) : Box.parse("region", region, raw.shape());
    RegionVolume affinityPart = part("affinities", affinity, raw, box);
    RegionVolume labelPart = part("segments", labels, raw, box);
    int step = (int) ((Math.max(box.shape().y(), box.shape().x()) - 1) / LONGEST + 1);
    SectionPictures pictures = new SectionPictures(step);
    String every = step == 1 ? "" : ", every %dth voxel".formatted(step);
    List<Picture> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    long count = Math.min(sections, box.shape().z());
    for (long k = 0; k < count; k++) {
      long z = box.origin().z() + (2 * k + 1) * box.shape().z() / (2 * count);
      Box section =
          Box.at(z, box.origin().y(), box.origin().x(), 1, box.shape().y(), box.shape().x());
      cells.add(pictures.grey(raw, section));
      names.add("grey, z " + z + every);
      if (affinity != null) {
        cells.add(pictures.affinities(affinity, affinityPart.within(section)));
        names.add("affinities, z " + z + every);
      }
      if (labels != null) {
        cells.add(pictures.labels(labels, labelPart.within(section)));
        names.add("segments, z " + z + every);
      }
    }
    return PictureGrid.labelled(cells, names, cells.size() / (int) count, GAP);
  }

  private static RegionVolume part(String field, Volume volume, Volume raw, Box box) {
    return volume == null ? null : RegionVolume.of(field, volume, raw.shape(), box);
  }
}
