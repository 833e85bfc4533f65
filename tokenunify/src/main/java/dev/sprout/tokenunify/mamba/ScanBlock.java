package dev.sprout.tokenunify.mamba;

/**
 * A few hundred steps of a scan, small enough to stay in a core's nearest cache, with the states of
 * one channel at a time. Belongs to one thread.
 */
final class ScanBlock {
  /** Steps of a block; the last one of a sequence may be shorter. */
  static final int STEPS = 512;

  final float[][] b; // [states, steps]
  final float[][] c; // [states, steps]
  final float[] u = new float[STEPS];
  final float[] delta = new float[STEPS];
  final float[] deltaU = new float[STEPS];
  final float[][] decay = new float[Recurrence.CHAINS][STEPS];
  final float[][] h = new float[Recurrence.CHAINS][STEPS];

  private final ScanArrays arrays;
  private int begin;
  private int count;

  ScanBlock(ScanArrays arrays) {
    this.arrays = arrays;
    this.b = new float[arrays.shape().states()][STEPS];
    this.c = new float[arrays.shape().states()][STEPS];
  }

  int begin() {
    return begin;
  }

  int count() {
    return count;
  }

  /** Takes what all channels share from the given block of a sequence. */
  void moveTo(int sequence, int block) {
    ScanShape shape = arrays.shape();
    begin = block * STEPS;
    count = Math.min(STEPS, shape.length() - begin);
    for (int n = 0; n < shape.states(); n++) {
      int from = shape.stateOffset(sequence, n) + begin;
      System.arraycopy(arrays.b(), from, b[n], 0, count);
      System.arraycopy(arrays.c(), from, c[n], 0, count);
    }
  }

  /** Takes the steps of one channel. */
  void load(int sequence, int channel) {
    int from = arrays.shape().channelOffset(sequence, channel) + begin;
    System.arraycopy(arrays.u(), from, u, 0, count);
    System.arraycopy(arrays.delta(), from, delta, 0, count);
    Vectors.multiply(delta, u, deltaU, count);
  }

  /** How many states from {@code first} on go side by side. */
  int chains(int first) {
    return Math.min(Recurrence.CHAINS, arrays.shape().states() - first);
  }

  /** The rate A of a state. */
  float rate(int channel, int state) {
    return arrays.a()[channel * arrays.shape().states() + state];
  }

  /**
   * Fills {@link #decay} and {@link #h} for the chains from state {@code first} on.
   *
   * @param states before the block, which become those after it // [states]
   */
  void advance(int channel, int first, float[] states) {
    int chains = chains(first);
    for (int i = 0; i < chains; i++) {
      Decay.compute(delta, rate(channel, first + i), decay[i], count);
      Vectors.multiply(deltaU, b[first + i], h[i], count);
    }
    Recurrence.forward(decay, h, states, first, chains, count);
  }
}
