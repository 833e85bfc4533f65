package dev.sprout.pictures.webp;

/** What the encoder did to the pixels (WebP lossless, section 4). */
interface LosslessTransform {
  /** Pixels a row before {@link #invert}. */
  int storedWidth();

  /** The pixels before the encoder's step; those given may be changed. */
  int[] invert(int[] argb);
}
