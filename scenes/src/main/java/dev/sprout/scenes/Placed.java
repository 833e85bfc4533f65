package dev.sprout.scenes;

import dev.sprout.core.Require;

/**
 * Thing of a scene.
 *
 * @param concept name of what it is
 * @param box where it is; the drawing's longer side fills it
 */
public record Placed(String concept, Box box) {
  /** Checks that nothing is missing. */
  public Placed {
    Require.present("concept", concept);
    Require.present("box", box);
  }
}
