package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.data.VolumeRegion;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.VolumeSplit;
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

  /**
   * Opens the volumes. Intensities of both parts are scaled by the range of the first.
   *
   * @param parts one a volume, in the same order
   * @param labelled whether labels are learned from
   * @param context closes the volumes
   * @throws UserError when parts overlap or leave their volume, numbers of volumes differ, a voxel
   *     size isn't known, or intensities or labels can't be used
   */
  static TrainingVolumes open(
      List<VolumeParts> parts,
      Normalisation normalisation,
      boolean labelled,
      RecipeContext context) {
    RecipeData data = context.data();
    int count = data.addresses().size();
    if (parts.size() != count) {
      throw UserError.badRequest(
          "volumes has %d parts for %d volumes; give one for each, in the same order",
          parts.size(), count);
    } else if (data.labels().size() != (labelled ? count : 0)) {
      throw UserError.unusable(
          "labels",
          labelled
              ? "are %d for %d volumes; give labels for each, in the same order"
              : "are %d, but pretraining on %d volumes uses none; leave them out",
          data.labels().size(),
          count);
    }
    List<VolumeRegion> train = new ArrayList<>();
    List<VolumeRegion> validation = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      VolumeParts part = parts.get(i);
      Volume volume = context.own(open("data", data.addresses().get(i), part.voxelSize()));
      Volume labels = labelled ? context.own(open("labels", data.labels().get(i), null)) : null;
      VolumeSplit split = VolumeSplit.parse(volume.shape(), part.train(), part.validation(), null);
      Nanometers size = volume.requireVoxelSize();
      GreyRange range = normalisation.range(volume, split.train());
      train.add(new VolumeRegion(volume, labels, split.train(), size, range));
      split
          .validation()
          .ifPresent(box -> validation.add(new VolumeRegion(volume, labels, box, size, range)));
    }
    return new TrainingVolumes(train, validation);
  }

  private static Volume open(String field, String text, Nanometers voxelSize) {
    VolumeAddress address = VolumeAddress.parse(field, text);
    return Volume.open(voxelSize == null ? address : address.withVoxelSize(voxelSize));
  }

  /** Voxel sizes of the volumes. */
  List<Nanometers> voxelSizes() {
    return train.stream().map(VolumeRegion::voxelSize).distinct().toList();
  }
}
