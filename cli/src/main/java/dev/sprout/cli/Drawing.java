package dev.sprout.cli;

import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import dev.sprout.xar.classes.LabelSet;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of a model: so many pictures of each subject, with successive seeds.
 *
 * @param subjects what they show
 * @param common how all are drawn
 * @param trajectory the folder that shows how the first picture comes into being, or null
 * @param seed of the first picture
 * @param count how many pictures of each subject
 * @param parameters what all files say
 */
record Drawing(
    List<Subject> subjects,
    PictureRequest common,
    TrajectoryFolder trajectory,
    long seed,
    int count,
    PictureParameters parameters) {
  /** Pictures that are drawn before they are written: a whole number of the pipeline's batches. */
  private static final int SLICE = 128;

  private static final int GRID_GAP = 4;

  /** A file that was written. */
  record Made(String file, String subject, long seed) {}

  /** What was made, as {@code --json} prints it. */
  record Report(
      Map<String, String> parameters, long seed, int count, List<Made> pictures, String grid) {}

  /** Draws everything and writes it where the plan says. */
  Report draw(PicturePipeline pipeline, OutputPlan plan) {
    List<Picture> all = new ArrayList<>();
    List<Made> made = new ArrayList<>();
    try (Progress progress = new Progress("Drawing", total())) {
      for (int begin = 0; begin < total(); begin += SLICE) {
        List<Picture> slice = slice(pipeline, begin, progress);
        if (!plan.pictures().isEmpty()) {
          made.addAll(write(slice, begin, plan));
        }
        if (plan.grid() != null) {
          all.addAll(slice);
        }
      }
    }
    Map<String, String> shared = parameters.of(subjects).values();
    return new Report(shared, seed, count, made, writeGrid(all, plan));
  }

  private int total() {
    return subjects.size() * count;
  }

  private Subject subject(int picture) {
    return subjects.get(picture / count);
  }

  private List<Picture> slice(PicturePipeline pipeline, int begin, Progress progress) {
    List<LabelSet> labels = new ArrayList<>();
    for (int i = begin; i < Math.min(begin + SLICE, total()); i++) {
      labels.add(subject(i).labels(i % count));
    }
    PictureRequest request = common.drawing(labels, seed + begin);
    return trajectory == null
        ? pipeline.generate(request, done -> progress.stepTo(begin + done))
        : List.of(pipeline.watch(request, trajectory));
  }

  private List<Made> write(List<Picture> pictures, int begin, OutputPlan plan) {
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      long own = seed + begin + i;
      Subject subject = subject(begin + i);
      var file = plan.pictures().get(begin + i);
      PictureParameters said = parameters.of(List.of(subject)).with("seed", own);
      Png.write(file, pictures.get(i), said.values());
      made.add(new Made(file.toString(), subject.name(), own));
    }
    return made;
  }

  private String writeGrid(List<Picture> pictures, OutputPlan plan) {
    if (plan.grid() == null) {
      return null;
    }
    int columns = subjects.size() == 1 ? (int) Math.ceil(Math.sqrt(count)) : count;
    Picture grid = PictureGrid.of(pictures, columns, GRID_GAP);
    PictureParameters said = parameters.of(subjects).with("seed", seed).with("count", count);
    Png.write(plan.grid(), grid, said.values());
    return plan.grid().toString();
  }
}
