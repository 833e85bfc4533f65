package dev.sprout.volumes;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Boxes of a volume for training, validation and test, which share no voxel.
 *
 * @param train what a network learns from
 * @param validation what thresholds and checkpoints are chosen by
 * @param test what is scored once
 */
public record VolumeSplit(Box train, Optional<Box> validation, Optional<Box> test) {
  /** Checks that no two boxes overlap. */
  public VolumeSplit {
    List<String> names = new ArrayList<>(List.of("train"));
    List<Box> boxes = new ArrayList<>(List.of(train));
    validation.ifPresent(box -> add(names, boxes, "validation", box));
    test.ifPresent(box -> add(names, boxes, "test", box));
  }

  private static void add(List<String> names, List<Box> boxes, String name, Box box) {
    for (int i = 0; i < boxes.size(); i++) {
      if (boxes.get(i).overlaps(box)) {
        throw UserError.unusable(
            name,
            "%s overlaps %s %s: a score on voxels that were trained on says nothing",
            box,
            names.get(i),
            boxes.get(i));
      }
    }
    names.add(name);
    boxes.add(box);
  }

  /**
   * Reads ranges z,y,x, for example {@code 0:100,:,:} and {@code 100:125,:,:}.
   *
   * @param shape extent of the volume
   * @param validation null for none
   * @param test null for none
   * @throws UserError when a box leaves the volume or two overlap
   */
  public static VolumeSplit parse(Coordinate shape, String train, String validation, String test) {
    return new VolumeSplit(
        Box.parse("train", train, shape),
        Optional.ofNullable(validation).map(text -> Box.parse("validation", text, shape)),
        Optional.ofNullable(test).map(text -> Box.parse("test", text, shape)));
  }
}
