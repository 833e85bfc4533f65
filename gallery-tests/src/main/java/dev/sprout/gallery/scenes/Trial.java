package dev.sprout.gallery.scenes;

import dev.sprout.pictures.Picture;
import dev.sprout.scenes.Scene;
import dev.sprout.scenes.SceneDescription;

/**
 * Scene to measure with.
 *
 * @param prompt caption that asks for it
 * @param picture the scene as painted
 */
record Trial(Scene scene, String prompt, Picture picture) {
  /** What the scene shows. */
  SceneDescription wanted() {
    return scene.description();
  }

  /** The style of its drawings. */
  String style() {
    return scene.style();
  }
}
