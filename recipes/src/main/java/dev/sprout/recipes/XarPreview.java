package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.Preview;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Preview: a row of training pictures, with a drawn picture of equal concept and style below each.
 *
 * @param labels class table rows of each picture shown
 */
record XarPreview(
    ModelConfig model,
    Weights autoencoder,
    List<Picture> pictures,
    List<long[]> labels,
    NDManager manager)
    implements Preview {
  private static final int SHOWN = 8;
  private static final int GAP = 4;

  /** Creates a preview of the first training pictures. */
  static XarPreview of(
      ModelConfig model,
      Weights autoencoder,
      PictureBatches pictures,
      long[][] labels,
      int[] trained,
      NDManager manager) {
    int[] shown = Arrays.copyOf(trained, Math.min(SHOWN, trained.length));
    List<long[]> wanted = Arrays.stream(shown).mapToObj(i -> labels[i]).toList();
    return new XarPreview(model, autoencoder, pictures.pictures(shown), wanted, manager);
  }

  @Override
  public void draw(Weights averages, Path file) {
    List<Picture> cells = new ArrayList<>(pictures);
    try (PicturePipeline pipeline =
        PicturePipeline.over(model, autoencoder, averages, Precision.FP32, manager)) {
      List<Condition> conditions =
          labels.stream()
              .map(rows -> new Condition("", null, pipeline.classes().sum(rows)))
              .toList();
      cells.addAll(pipeline.generate(PictureRequest.of(conditions, 0, model.defaults().options())));
    }
    Png.write(file, PictureGrid.of(cells, pictures.size(), GAP), Map.of());
  }
}
