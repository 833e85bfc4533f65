package dev.sprout.tokenunify.mamba;

/** An order in which a block scans its sequence; each has weights of its own. */
enum ScanOrder {
  /** From the first step to the last. */
  FORWARD(""),
  /** From the last step to the first. */
  BACKWARD("_b"),
  /** The first steps of all slices, then the second steps of all, and so on. */
  SLICES("_s");

  private final String suffix;

  ScanOrder(String suffix) {
    this.suffix = suffix;
  }

  /** The name of an array of a block in this order, for instance {@code conv1d_b.weight}. */
  String name(String module, String array) {
    return module + suffix + "." + array;
  }

  /** {@code A_log}, {@code A_b_log} or {@code A_s_log}. */
  String rates() {
    return "A" + suffix + "_log";
  }

  /** {@code D}, {@code D_b} or {@code D_s}. */
  String skip() {
    return "D" + suffix;
  }
}
