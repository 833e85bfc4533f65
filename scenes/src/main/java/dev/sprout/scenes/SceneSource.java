package dev.sprout.scenes;

import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Picture source of scenes, painted at every use: nothing is stored. Picture i is scene i of the
 * seed or, for a quarter of them, the scene before, changed in one thing; its texts are worded by
 * i. Immutable and thread-safe.
 *
 * <p>Its examples have captions, half of them without the style; {@code requests}, shorter texts
 * that leave out the ground; {@code questions} with {@code answers}; and a changed scene has the id
 * of the other one as its field {@code before}, and {@code instructions} that lead to it.
 */
public final class SceneSource implements PictureSource {
  private static final int WORDINGS = 2;
  private static final int CHANGES = 1; // random stream beside the sampler's
  private static final double CHANGED = 0.5; // of every second scene

  private final SceneSampler sampler;
  private final SceneChange change;
  private final ScenePainter painter;
  private final SceneCaption caption;
  private final SceneInstruction instruction;
  private final long seed;
  private final int size;
  private final SceneSplit split;

  /**
   * Creates a source.
   *
   * @param side side of the pictures in pixels
   * @param size number of pictures, ≥ 1
   */
  public SceneSource(ThingLibrary library, int side, long seed, int size, SceneSplit split) {
    this.sampler = new SceneSampler(library.things());
    this.change = new SceneChange(library.things());
    this.painter = new ScenePainter(library, side);
    this.caption = new SceneCaption(library.things());
    this.instruction = new SceneInstruction(library.things());
    this.seed = seed;
    this.size = (int) Require.positive("size", size);
    this.split = split;
  }

  /** Scene of a picture. */
  public Scene scene(int index) {
    return changed(index).orElseGet(() -> sampler.scene(seed, index, split));
  }

  /** The scene before, changed; empty for a scene of its own. */
  private Optional<Scene> changed(int index) {
    RandomStream random = new RandomStream(seed, index, split.stream(), CHANGES);
    boolean isChange = index % 2 == 1 && random.nextDouble() < CHANGED;
    return isChange
        ? change.of(sampler.scene(seed, index - 1L, split), split, random)
        : Optional.empty();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Example example(int index) {
    Optional<Scene> changed = changed(index);
    Scene scene = changed.orElseGet(() -> sampler.scene(seed, index, split));
    SceneDescription description = scene.description();
    List<SceneQuestion> questions = SceneQuestion.of(scene, caption);
    Map<String, String> fields = new TreeMap<>();
    fields.put("heldOut", String.valueOf(split == SceneSplit.HELD_OUT));
    fields.put("style", description.style());
    Map<String, List<String>> lists = new TreeMap<>();
    lists.put("requests", requests(description, index));
    lists.put("questions", questions.stream().map(SceneQuestion::question).toList());
    lists.put("answers", questions.stream().map(SceneQuestion::answer).toList());
    if (changed.isPresent()) {
      SceneDescription before = scene(index - 1).description();
      fields.put("before", id(index - 1));
      lists.put(
          "instructions", worded(index, variant -> instruction.of(before, description, variant)));
    }
    return new Example(id(index), fields, captions(description, index), lists);
  }

  private static String id(int index) {
    return "scene " + index;
  }

  /** Captions that name the ground, with and without the style. */
  private List<String> captions(SceneDescription description, int index) {
    SceneDescription inAnyStyle = description.inAnyStyle();
    return Stream.of(description, inAnyStyle)
        .flatMap(each -> worded(index, variant -> caption.of(each, variant)).stream())
        .toList();
  }

  /** Texts without the ground, with and without the style. */
  private List<String> requests(SceneDescription description, int index) {
    SceneDescription onAnyGround = description.onAnyGround();
    return Stream.of(onAnyGround, onAnyGround.inAnyStyle())
        .map(each -> caption.of(each, index))
        .toList();
  }

  private static List<String> worded(int index, LongFunction<String> text) {
    return LongStream.range(0, WORDINGS)
        .mapToObj(k -> text.apply((long) index * WORDINGS + k))
        .toList();
  }

  @Override
  public Picture picture(int index) {
    return painter.paint(scene(index));
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
