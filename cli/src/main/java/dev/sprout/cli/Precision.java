package dev.sprout.cli;

/** Number formats that a network computes in. */
enum Precision {
  FP32,
  BF16;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
