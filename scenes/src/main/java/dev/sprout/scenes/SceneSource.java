package dev.sprout.scenes;

import dev.sprout.core.Require;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Picture source of scenes, painted at every use: nothing is stored. Picture i is scene i of the
 * seed; its captions are worded by i. Immutable and thread-safe.
 */
public final class SceneSource implements PictureSource {
  private static final int CAPTIONS = 4;

  private final SceneSampler sampler;
  private final ScenePainter painter;
  private final SceneCaption caption;
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
    this.painter = new ScenePainter(library, side);
    this.caption = new SceneCaption(library.things());
    this.seed = seed;
    this.size = (int) Require.positive("size", size);
    this.split = split;
  }

  /** Scene of a picture. */
  public Scene scene(int index) {
    return sampler.scene(seed, index, split);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Example example(int index) {
    SceneDescription description = scene(index).description();
    List<String> captions =
        LongStream.range(0, CAPTIONS)
            .mapToObj(k -> caption.of(description, (long) index * CAPTIONS + k))
            .toList();
    Map<String, String> fields = new TreeMap<>();
    fields.put("heldOut", String.valueOf(split == SceneSplit.HELD_OUT));
    fields.put("style", description.style());
    return new Example("scene " + index, fields, captions);
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
