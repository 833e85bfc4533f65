package dev.sprout.nn.ops;

import java.util.Locale;

/** Number format of matrix products; residual streams and normalisations stay in float32. */
public enum Precision {
  /** float32. */
  FP32,
  /** bfloat16: fast where the hardware multiplies in it, many times slower elsewhere. */
  BF16;

  /** Whether products are computed in bfloat16. */
  public boolean isBfloat16() {
    return this == BF16;
  }

  /** Number of the tensor type in libtorch. */
  int torchType() {
    return isBfloat16() ? 15 : 6;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
