package dev.sprout.pictures.webp;

/** Transform that the encoder applied to the pixels (WebP lossless, section 4). */
interface LosslessTransform {
  /** Pixels a row before {@link #invert}. */
  int storedWidth();

  /** The pixels before the encoder's transform; the given array may be overwritten. */
  int[] invert(int[] argb);
}
