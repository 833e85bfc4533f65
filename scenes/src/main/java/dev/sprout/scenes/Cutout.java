package dev.sprout.scenes;

import dev.sprout.pictures.Picture;

/**
 * Drawing without a ground: premultiplied red, green, blue and alpha, 8 bits each, interleaved, as
 * a square that the drawing's longer side fills. Immutable.
 *
 * @param side pixels of the square's side
 * @param rgba 4·side·side bytes, not copied; treat as constant
 */
record Cutout(int side, byte[] rgba) {
  private static final int FAINTEST = 8; // alpha below which a pixel doesn't count as drawn

  /**
   * Reads a picture with transparency.
   *
   * @param side side to bring the visible part to, in pixels
   * @throws dev.sprout.core.UserError when the file isn't a readable picture
   */
  static Cutout read(byte[] file, String shownName, int side) {
    Picture onWhite = Picture.read(file, shownName);
    Picture onBlack = Picture.readMask(file, shownName);
    return new Drawing(onWhite.width(), onWhite.height(), rgba(onWhite, onBlack)).trimmed(side);
  }

  /** Colours c with alpha a show as c·a + 255·(1 − a) on white and as c·a on black. */
  private static float[] rgba(Picture onWhite, Picture onBlack) {
    float[] rgba = new float[4 * onWhite.width() * onWhite.height()];
    for (int i = 0; i < rgba.length / 4; i++) {
      for (int c = 0; c < 3; c++) {
        rgba[4 * i + c] = onBlack.rgb()[3 * i + c] & 0xff;
      }
      int green = 3 * i + 1;
      rgba[4 * i + 3] = 255 - (onWhite.rgb()[green] & 0xff) + (onBlack.rgb()[green] & 0xff);
    }
    return rgba;
  }

  /** Red, green, blue and alpha as numbers 0..255, at another side. */
  float[] resized(int newSide) {
    float[] values = new float[rgba.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rgba[i] & 0xff;
    }
    return AreaResampling.of(side, newSide).resize(values);
  }

  /** Whether nothing is transparent, as in a picture that was drawn on a ground. */
  boolean isOpaque() {
    for (int i = 3; i < rgba.length; i += 4) {
      if (rgba[i] != (byte) 0xff) {
        return false;
      }
    }
    return true;
  }

  /** Pixels of a whole drawing, [height, width, 4]. */
  private record Drawing(int width, int height, float[] rgba) {
    Cutout trimmed(int side) {
      int left = width;
      int right = 0;
      int top = height;
      int bottom = 0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if (rgba[4 * (y * width + x) + 3] >= FAINTEST) {
            left = Math.min(left, x);
            right = Math.max(right, x + 1);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y + 1);
          }
        }
      }
      int whole = Math.max(1, Math.max(right - left, bottom - top));
      int x = left - (whole - (right - left)) / 2;
      int y = top - (whole - (bottom - top)) / 2;
      return of(AreaResampling.of(whole, side).resize(square(x, y, whole)), side);
    }

    /** The square at (x, y), transparent beyond the drawing. */
    private float[] square(int x, int y, int whole) {
      float[] square = new float[4 * whole * whole];
      for (int row = Math.max(0, -y); row < Math.min(whole, height - y); row++) {
        int from = Math.max(0, -x);
        int to = Math.min(whole, width - x);
        if (to > from) {
          System.arraycopy(
              rgba,
              4 * ((y + row) * width + x + from),
              square,
              4 * (row * whole + from),
              4 * (to - from));
        }
      }
      return square;
    }

    private static Cutout of(float[] values, int side) {
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (int) (values[i] + 0.5f);
      }
      return new Cutout(side, bytes);
    }
  }
}
