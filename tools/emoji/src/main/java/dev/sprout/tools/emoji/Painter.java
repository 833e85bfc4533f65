package dev.sprout.tools.emoji;

import java.awt.image.BufferedImage;

/** Turns a picture file into a 128 x 128 RGB picture on white. */
interface Painter {
  /** Width and height of every painted picture. */
  int SIDE = 128;

  /** Paints one file, or says why it cannot be drawn. */
  BufferedImage paint(byte[] file) throws UnreadablePictureException;
}
