package dev.sprout.gallery.scenes;

import dev.sprout.pictures.Picture;
import dev.sprout.scenes.Scene;
import dev.sprout.scenes.SceneCaption;
import dev.sprout.scenes.SceneDescription;
import dev.sprout.scenes.SceneJudge;
import dev.sprout.scenes.SceneKind;
import dev.sprout.scenes.ScenePainter;
import dev.sprout.scenes.SceneParser;
import dev.sprout.scenes.SceneQuestion;
import dev.sprout.scenes.SceneSampler;
import dev.sprout.scenes.SceneSplit;
import dev.sprout.scenes.ThingLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Scenes to measure a model with, painted in its size, and what judges them. Scene i of a kind is a
 * function of (seed, i).
 */
final class SceneBench {
  /** Side of the judge's drawings; it looks at pictures in this size. */
  private static final int JUDGED = 64;

  private static final int MOST_THINGS = SceneDescription.MOST_THINGS;

  private final MeasuredModel model;
  private final Path data;
  private final int count;
  private final long seed;
  private final SceneSampler sampler;
  private final ScenePainter painter;
  private final SceneCaption caption;
  private final SceneJudge judge;
  private final SceneParser parser;

  /**
   * Reads the drawings.
   *
   * @param data folder of {@code tools/emoji/fetch FOLDER --transparent}
   * @param count scenes a measurement
   * @param seed seed of scenes, choices and pictures
   * @throws dev.sprout.core.UserError when the folder is none of these
   */
  SceneBench(MeasuredModel model, Path data, int count, long seed) {
    this.model = model;
    this.data = data;
    this.count = count;
    this.seed = seed;
    ThingLibrary small = ThingLibrary.read(data, JUDGED);
    int side = model.side();
    this.painter = new ScenePainter(side <= JUDGED ? small : ThingLibrary.read(data, side), side);
    this.sampler = new SceneSampler(small.things());
    this.caption = new SceneCaption(small.things());
    this.judge = new SceneJudge(small);
    this.parser = new SceneParser(small.things());
  }

  MeasuredModel model() {
    return model;
  }

  /** Folder of the drawings. */
  Path data() {
    return data;
  }

  /** Scenes a measurement. */
  int count() {
    return count;
  }

  /** Seed of choices and pictures. */
  long seed() {
    return seed;
  }

  /** Two things that were never trained together, side by side and above each other in turn. */
  List<Trial> pairs() {
    List<SceneKind> kinds = List.of(SceneKind.SIDE_BY_SIDE, SceneKind.STACKED);
    return trials(i -> sampler.scene(seed, i, SceneSplit.HELD_OUT, kinds.get((int) i % 2)));
  }

  /** One to four of one thing, on a ground that it was never trained on. */
  List<Trial> numbers() {
    return trials(
        i -> {
          SceneKind kind = i % MOST_THINGS == 0 ? SceneKind.SINGLE : SceneKind.NUMBER;
          return sampler.scene(seed, i, SceneSplit.HELD_OUT, kind);
        });
  }

  /** Scenes of all kinds of a split. */
  List<Trial> any(SceneSplit split) {
    return trials(i -> sampler.scene(seed, i, split));
  }

  private List<Trial> trials(LongFunction<Scene> scene) {
    return LongStream.range(0, count).parallel().mapToObj(i -> trial(scene.apply(i), i)).toList();
  }

  private Trial trial(Scene scene, long wording) {
    return new Trial(scene, prompt(scene, wording), painter.paint(scene));
  }

  /** A prompt that names the style if the model has none to ask for beside the prompt. */
  private String prompt(Scene scene, long wording) {
    SceneDescription description = scene.description();
    return model.hasStyle(scene.style())
        ? caption
            .of(description.inAnyStyle(), wording)
            .replaceFirst("\\.$", "") // the style follows
        : caption.of(description, wording);
  }

  /** Questions about a scene. */
  List<SceneQuestion> questions(Scene scene) {
    return SceneQuestion.of(scene, caption);
  }

  /** Reader of captions. */
  SceneParser parser() {
    return parser;
  }

  /** Pictures of the prompts, drawn by the model. */
  List<Picture> drawn(List<Trial> trials) {
    return model.draw(
        trials.stream().map(Trial::prompt).toList(),
        trials.stream().map(Trial::style).toList(),
        seed);
  }

  /** Verdicts on pictures that should be those of the trials. */
  Verdicts judge(List<Trial> trials, List<Picture> pictures) {
    return new Verdicts(
        IntStream.range(0, trials.size())
            .parallel()
            .mapToObj(i -> judge.judge(pictures.get(i), trials.get(i).wanted()))
            .toList());
  }

  /** The pictures as painted. */
  static List<Picture> painted(List<Trial> trials) {
    return trials.stream().map(Trial::picture).toList();
  }
}
