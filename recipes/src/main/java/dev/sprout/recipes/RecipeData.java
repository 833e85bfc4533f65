package dev.sprout.recipes;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.pictures.PictureSource;
import dev.sprout.scenes.DrawingsWithScenes;
import java.nio.file.Path;
import java.util.List;

/**
 * What a training learns from: one source of pictures, or EM volumes.
 *
 * @param addresses a picture source, or volumes as {@link dev.sprout.volumes.VolumeAddress} reads
 *     them; one or more
 * @param labels volumes with the labels of the cells, in the same order; none for other trainings
 * @param scenes scenes composed of the pictures, beside them; 0 for none
 */
public record RecipeData(List<String> addresses, List<String> labels, int scenes) {
  /** Checks that there is something. */
  public RecipeData {
    addresses = List.copyOf(addresses);
    labels = List.copyOf(labels);
    if (addresses.isEmpty()) {
      throw UserError.unusable("data", "is missing");
    }
    Require.between("scenes", scenes, 0, DrawingsWithScenes.MOST_SCENES);
  }

  /** One source of pictures. */
  public static RecipeData pictures(Path source) {
    return new RecipeData(List.of(source.toString()), List.of(), 0);
  }

  /**
   * Opens the pictures.
   *
   * @throws UserError when there are several sources, or labels
   */
  PictureSource openPictures() {
    if (addresses.size() > 1) {
      throw UserError.unusable(
          "data", "is given %d times; pictures come from one source", addresses.size());
    } else if (!labels.isEmpty()) {
      throw UserError.unusable("labels", "are for EM volumes; this network learns from pictures");
    }
    Path path = Path.of(addresses.get(0));
    return scenes == 0 ? PictureSource.open(path) : DrawingsWithScenes.open(path, scenes);
  }

  /**
   * Checks that these can be volumes.
   *
   * @throws UserError when scenes are wanted
   */
  void requireVolumes() {
    if (scenes > 0) {
      throw UserError.unusable("scenes", "are for pictures; this network learns from EM volumes");
    }
  }
}
