package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.data.VolumeRegion;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.Appearance;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.VolumeSplit;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Nanometers;
import java.util.ArrayList;
import java.util.List;

/**
 * The opened volumes of a training.
 *
 * @param train parts to learn from, one a volume
 * @param validation parts that are only validated on
 */
record TrainingVolumes(List<VolumeRegion> train, List<VolumeRegion> validation) {

  /** A volume and its parts. */
  private record Source(VolumeAddress address, Volume volume, VolumeSplit split) {}

  /**
   * Opens the volumes. Intensities of both parts are scaled by the range of the first.
   *
   * @param parts one a volume, in the same order
   * @param labelled whether labels are learned from
   * @param context closes the volumes
   * @throws UserError when parts overlap or leave their volume, numbers of volumes differ, a voxel
   *     size isn't known, chunks are missing, or intensities or labels can't be used
   */
  static TrainingVolumes open(
      List<VolumeParts> parts,
      Normalisation normalisation,
      boolean labelled,
      RecipeContext context) {
    requireCounts(parts.size(), labelled, context.data());
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      sources.add(source(parts.get(i), i, context));
    }
    requireApart(sources);
    List<VolumeRegion> train = new ArrayList<>();
    List<VolumeRegion> validation = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Volume volume = sources.get(i).volume();
      Volume labels = labelled ? labels(context.data().labels().get(i), context) : null;
      VolumeSplit split = sources.get(i).split();
      for (Box box : boxes(split)) {
        check(volume, labels, box, parts.get(i).sparse(), i, context);
      }
      Nanometers size = volume.requireVoxelSize();
      GreyRange range = normalisation.range(volume, split.train());
      train.add(new VolumeRegion(volume, labels, split.train(), size, range));
      split
          .validation()
          .ifPresent(box -> validation.add(new VolumeRegion(volume, labels, box, size, range)));
    }
    return new TrainingVolumes(train, validation);
  }

  private static void requireCounts(int parts, boolean labelled, RecipeData data) {
    int count = data.addresses().size();
    if (parts != count) {
      throw UserError.badRequest(
          "volumes has %d parts for %d volumes; give one for each, in the same order",
          parts, count);
    } else if (data.labels().size() != (labelled ? count : 0)) {
      throw UserError.unusable(
          "labels",
          labelled
              ? "are %d for %d volumes; give labels for each, in the same order"
              : "are %d, but pretraining on %d volumes uses none; leave them out",
          data.labels().size(),
          count);
    }
  }

  private static Source source(VolumeParts part, int number, RecipeContext context) {
    VolumeAddress address = VolumeAddress.parse("data", context.data().addresses().get(number));
    if (part.voxelSize() != null) {
      address = address.withVoxelSize(part.voxelSize());
    }
    Volume volume = context.own(Volume.open(address));
    if (volume.voxelSize().isEmpty()) {
      throw UserError.badRequest(
          "volumes[%d].voxelSize is missing, and %s states none; give it in nm, such as"
              + " {\"z\": 50, \"y\": 4, \"x\": 4}",
          number, volume.name());
    }
    VolumeSplit split = VolumeSplit.parse(volume.shape(), part.train(), part.validation(), null);
    return new Source(address, volume, split);
  }

  /** Checks that no volume that is given twice is validated on where it is learned from. */
  private static void requireApart(List<Source> sources) {
    for (Source one : sources) {
      for (Source other : sources) {
        if (one.address().isSameAs(other.address())) {
          new VolumeSplit(one.split().train(), other.split().validation(), other.split().test());
        }
      }
    }
  }

  private static List<Box> boxes(VolumeSplit split) {
    List<Box> boxes = new ArrayList<>(List.of(split.train()));
    split.validation().ifPresent(boxes::add);
    return boxes;
  }

  private static void check(
      Volume volume, Volume labels, Box box, boolean sparse, int number, RecipeContext context) {
    if (!sparse) {
      volume.missing(box).ifPresent(missing -> refuse(missing, box, number));
    }
    if (labels != null) {
      labels
          .missing(box)
          .ifPresent(missing -> context.notice(missing + ": their voxels have the fill value"));
    }
    Appearance.requireGrey("data", volume, box);
    GreyRange.of(volume, box);
  }

  private static void refuse(String missing, Box box, int number) {
    throw UserError.failure(
        "%s, of those in %s. Copy the volume anew or, if they were left out on purpose, set"
            + " volumes[%d].sparse to true: their voxels have the fill value.",
        missing, box, number);
  }

  private static Volume labels(String address, RecipeContext context) {
    return context.own(Volume.open(VolumeAddress.parse("labels", address)));
  }

  /** Voxel sizes of the volumes. */
  List<Nanometers> voxelSizes() {
    return train.stream().map(VolumeRegion::voxelSize).distinct().toList();
  }
}
