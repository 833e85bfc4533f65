package dev.sprout.volumes.array;

import java.util.Arrays;

/** The byte shuffle of HDF5 and Blosc: all first bytes of the values, then all second ones. */
public final class Shuffle {
  private Shuffle() {}

  /**
   * Brings each value's bytes together again; bytes behind the last whole value stay.
   *
   * @param typeSize bytes of one value
   */
  public static byte[] undo(byte[] shuffled, int typeSize) {
    int values = shuffled.length / typeSize;
    byte[] out = Arrays.copyOf(shuffled, shuffled.length);
    for (int k = 0; k < typeSize; k++) {
      for (int v = 0; v < values; v++) {
        out[v * typeSize + k] = shuffled[k * values + v];
      }
    }
    return out;
  }
}
