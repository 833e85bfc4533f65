package dev.sprout.tools.emoji;

import java.awt.image.BufferedImage;

/** Converter of a picture file to a 128×128 picture. */
interface Painter {
  /** Width and height of every painted picture. */
  int SIDE = 128;

  /** Paints one file on a ground, or throws with the reason. */
  BufferedImage paint(byte[] file, Ground ground) throws UnreadablePictureException;
}
