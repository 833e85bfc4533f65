package dev.sprout.recipes;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.Preview;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Preview: a row of training pictures, and below each the pictures drawn from its first id, its
 * first four and all of them.
 *
 * @param parts tokenizer and generator
 * @param pictures pictures shown
 * @param manager parent of what a preview needs
 */
record JointPreview(JointModel parts, List<Picture> pictures, NDManager manager)
    implements Preview {
  private static final int GAP = 4;
  private static final int SOME = 4;

  @Override
  public void draw(Weights averages, Path file) {
    List<Picture> cells = new ArrayList<>(pictures);
    try (NDManager scope = manager.newSubManager();
        SeedTokenizer tokenizer =
            SeedTokenizer.over(
                parts.seed(), JointModel.part(JointModel.TOKENIZER, averages, scope), scope);
        PicturePipeline pipeline =
            PicturePipeline.over(
                parts.model(),
                parts.autoencoder(),
                JointModel.part(JointModel.GENERATOR, averages, scope),
                Precision.FP32,
                scope)) {
      List<int[]> ids = tokenizer.ids(pictures, Preprocessing.SQUASH_BILINEAR);
      int all = parts.seed().queries();
      IntStream.of(1, SOME, all)
          .map(kept -> Math.min(kept, all))
          .distinct()
          .forEach(kept -> cells.addAll(drawn(ids, kept, tokenizer, pipeline)));
    }
    Png.write(file, PictureGrid.of(cells, pictures.size(), GAP), Map.of());
  }

  private List<Picture> drawn(
      List<int[]> ids, int kept, SeedTokenizer tokenizer, PicturePipeline pipeline) {
    float[] noClass = pipeline.classes().noClass();
    List<Condition> conditions =
        ids.stream()
            .map(each -> tokenizer.codes(Arrays.copyOf(each, kept)))
            .map(codes -> new Condition("", null, noClass, codes))
            .toList();
    return pipeline.generate(PictureRequest.of(conditions, 0, parts.model().defaults().options()));
  }
}
