package dev.sprout.tokenunify.mamba;

/**
 * What a selective scan reads.
 *
 * @param shape sizes of the arrays
 * @param u input // [batch, channels, length]
 * @param delta step sizes Δ ≥ 0 // [batch, channels, length]
 * @param a rates A ≤ 0 // [channels, states]
 * @param b how the input enters the states // [batch, states, length]
 * @param c how the states are read // [batch, states, length]
 * @param d share of the input in the output // [channels]
 */
public record ScanArrays(
    ScanShape shape, float[] u, float[] delta, float[] a, float[] b, float[] c, float[] d) {

  /** Checks sizes and the sign of the rates: states that grow overflow. */
  public ScanArrays {
    int steps = shape.batch() * shape.length();
    require(u, steps * shape.channels(), "u");
    require(delta, steps * shape.channels(), "delta");
    require(a, shape.channels() * shape.states(), "A");
    require(b, steps * shape.states(), "B");
    require(c, steps * shape.states(), "C");
    require(d, shape.channels(), "D");
    for (float rate : a) {
      if (rate > 0) {
        throw new IllegalArgumentException("a rate of A is " + rate + ", above 0");
      }
    }
  }

  private static void require(float[] array, int length, String name) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          "%s has %d numbers instead of %d".formatted(name, array.length, length));
    }
  }
}
