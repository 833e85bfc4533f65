package dev.sprout.scenes;

import dev.sprout.core.Require;
import dev.sprout.pictures.Picture;

/**
 * Painter of scenes: drawings reduced by area, composed over the ground (Porter and Duff's "over"
 * with premultiplied alpha), in float arithmetic that is equal on all machines. Immutable and
 * thread-safe.
 */
public final class ScenePainter {
  private static final int MOST_PIXELS = 1024;

  private final ThingLibrary library;
  private final int side;

  /**
   * Creates a painter.
   *
   * @param side side of its pictures, 8..1024
   */
  public ScenePainter(ThingLibrary library, int side) {
    this.library = library;
    this.side = (int) Require.between("side", side, 8, MOST_PIXELS);
  }

  /**
   * Paints a scene.
   *
   * @throws dev.sprout.core.UserError when a thing isn't drawn in the scene's style
   */
  public Picture paint(Scene scene) {
    float[] canvas = new float[3 * side * side]; // [S, S, 3], 0..255
    for (int i = 0; i < canvas.length; i++) {
      canvas[i] = scene.ground().channel(i % 3);
    }
    for (Placed thing : scene.things()) {
      Box box = thing.box();
      int pixels = box.pixels(side);
      float[] drawing = library.cutout(thing.concept(), scene.style()).resized(pixels);
      compose(drawing, pixels, canvas, box.left(side), box.top(side));
    }
    byte[] rgb = new byte[canvas.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (int) (Math.min(255, canvas[i]) + 0.5f);
    }
    return new Picture(side, side, rgb);
  }

  private void compose(float[] drawing, int pixels, float[] canvas, int left, int top) {
    for (int y = 0; y < pixels; y++) {
      for (int x = 0; x < pixels; x++) {
        int from = 4 * (y * pixels + x);
        int to = 3 * ((top + y) * side + left + x);
        float rest = 1 - drawing[from + 3] / 255;
        for (int c = 0; c < 3; c++) {
          canvas[to + c] = drawing[from + c] + rest * canvas[to + c];
        }
      }
    }
  }
}
