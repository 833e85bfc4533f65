package dev.sprout.cli;

import dev.sprout.flow.Guidance;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.data.Picture;
import dev.sprout.nn.data.PictureGrid;
import dev.sprout.nn.data.Png;
import dev.sprout.xar.pipeline.ClassToImage;
import dev.sprout.xar.pipeline.LabelSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One run of a model: pictures of the same labels with successive seeds.
 *
 * @param labels what they show
 * @param options how they are sampled
 * @param seed of the first picture
 * @param count how many pictures
 * @param parameters what all files say
 */
record Drawing(
    LabelSet labels, SolverOptions options, long seed, int count, PictureParameters parameters) {
  /** Pictures that are drawn before they are written: a whole number of the pipeline's batches. */
  private static final int SLICE = 64;

  private static final int GRID_GAP = 4;

  /** A file that was written. */
  record Made(String file, long seed) {}

  /** What was made, as {@code --json} prints it. */
  record Report(
      Map<String, String> parameters, long seed, int count, List<Made> pictures, String grid) {}

  /** Draws everything and writes it where the plan says. */
  Report draw(ClassToImage pipeline, OutputPlan plan) {
    List<Picture> all = new ArrayList<>();
    List<Made> made = new ArrayList<>();
    try (Progress progress = new Progress("Drawing", count)) {
      for (int begin = 0; begin < count; begin += SLICE) {
        List<Picture> slice = slice(pipeline, begin, progress);
        if (!plan.pictures().isEmpty()) {
          made.addAll(write(slice, begin, plan));
        }
        if (plan.grid() != null) {
          all.addAll(slice);
        }
      }
    }
    return new Report(parameters.values(), seed, count, made, writeGrid(all, plan));
  }

  private List<Picture> slice(ClassToImage pipeline, int begin, Progress progress) {
    return pipeline.generate(
        Collections.nCopies(Math.min(SLICE, count - begin), labels),
        options,
        Guidance.ramp(options.guidance()),
        seed + begin,
        done -> progress.stepTo(begin + done));
  }

  private List<Made> write(List<Picture> pictures, int begin, OutputPlan plan) {
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      long own = seed + begin + i;
      var file = plan.pictures().get(begin + i);
      Png.write(file, pictures.get(i), parameters.with("seed", own).values());
      made.add(new Made(file.toString(), own));
    }
    return made;
  }

  private String writeGrid(List<Picture> pictures, OutputPlan plan) {
    if (plan.grid() == null) {
      return null;
    }
    int columns = (int) Math.ceil(Math.sqrt(count));
    Picture grid = PictureGrid.of(pictures, columns, GRID_GAP);
    Png.write(plan.grid(), grid, parameters.with("seed", seed).with("count", count).values());
    return plan.grid().toString();
  }
}
