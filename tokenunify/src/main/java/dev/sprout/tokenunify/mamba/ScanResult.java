package dev.sprout.tokenunify.mamba;

/**
 * What a selective scan gives: its outputs, the states after the last step, and those before every
 * block, from which the gradients recompute all others.
 */
public final class ScanResult {
  private final ScanShape shape;
  private float[] y;
  private final float[][] states; // [batch·channels][states]
  private final float[] statesBefore; // [batch, channels, blocks, states]

  /** An empty result; its states are those before the first step. */
  ScanResult(ScanShape shape, float[] initialStates) {
    this.shape = shape;
    int channels = Math.multiplyExact(shape.batch(), shape.channels());
    this.y = new float[Math.multiplyExact(channels, shape.length())];
    this.states = new float[channels][shape.states()];
    this.statesBefore = new float[channels * shape.blocks() * shape.states()];
    if (initialStates.length != channels * shape.states()) {
      throw new IllegalArgumentException(
          "%d states given for %s".formatted(initialStates.length, shape));
    }
    for (int i = 0; i < channels; i++) {
      System.arraycopy(initialStates, i * shape.states(), states[i], 0, shape.states());
    }
  }

  /** Outputs. // [batch, channels, length] */
  public float[] y() {
    return y;
  }

  /** The outputs, which this lets go of: gradients don't need them. */
  float[] takeY() {
    float[] taken = y;
    y = null;
    return taken;
  }

  /** States after the last step. // [batch, channels, states] */
  public float[] lastStates() {
    float[] all = new float[states.length * shape.states()];
    for (int i = 0; i < states.length; i++) {
      System.arraycopy(states[i], 0, all, i * shape.states(), shape.states());
    }
    return all;
  }

  /** The running states of a channel, changed in place. */
  float[] statesAfter(int sequence, int channel) {
    return states[sequence * shape.channels() + channel];
  }

  /** Copies the running states as those before a block. */
  void keepStatesBefore(int sequence, int channel, int block) {
    System.arraycopy(
        statesAfter(sequence, channel),
        0,
        statesBefore,
        offset(sequence, channel, block),
        shape.states());
  }

  /** The states before a block. */
  void statesBefore(int sequence, int channel, int block, float[] out) {
    System.arraycopy(
        statesBefore, offset(sequence, channel, block), out, 0, shape.states());
  }

  private int offset(int sequence, int channel, int block) {
    int row = sequence * shape.channels() + channel;
    return (row * shape.blocks() + block) * shape.states();
  }
}
