package dev.sprout.scenes;

import dev.sprout.core.Require;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Path;

/**
 * Drawings of a folder, followed by scenes composed of them, as one source to train on. Drawings
 * keep their labels; scenes have captions and a style, but no concept. Thread-safe.
 */
public final class DrawingsWithScenes implements PictureSource {
  /** Most scenes, whose captions are in memory while a network is trained. */
  public static final int MOST_SCENES = 10_000_000;

  /** Side of the scenes in pixels, that of the drawings. */
  static final int SIDE = 128;

  /** Seed of the scenes that are trained on. */
  static final long SEED = 0;

  private final PictureSource drawings;
  private final SceneSource scenes;

  private DrawingsWithScenes(PictureSource drawings, SceneSource scenes) {
    this.drawings = drawings;
    this.scenes = scenes;
  }

  /**
   * Opens a folder of {@code tools/emoji/fetch FOLDER --transparent}.
   *
   * @param count scenes beside the drawings, 1 to {@value #MOST_SCENES}
   * @throws dev.sprout.core.UserError when the folder is none of these
   */
  public static DrawingsWithScenes open(Path folder, int count) {
    Require.between("scenes", count, 1, MOST_SCENES);
    ThingLibrary library = ThingLibrary.read(folder, SIDE);
    return new DrawingsWithScenes(
        PictureSource.open(folder), new SceneSource(library, SIDE, SEED, count, SceneSplit.TRAIN));
  }

  @Override
  public int size() {
    return drawings.size() + scenes.size();
  }

  @Override
  public Example example(int index) {
    return isDrawing(index) ? drawings.example(index) : scenes.example(scene(index));
  }

  @Override
  public Picture picture(int index) {
    return isDrawing(index) ? drawings.picture(index) : scenes.picture(scene(index));
  }

  private boolean isDrawing(int index) {
    return index < drawings.size();
  }

  private int scene(int index) {
    return index - drawings.size();
  }

  @Override
  public void close() {
    scenes.close();
    drawings.close();
  }
}
