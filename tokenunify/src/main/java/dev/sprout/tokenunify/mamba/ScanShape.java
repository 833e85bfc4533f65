package dev.sprout.tokenunify.mamba;

import dev.sprout.core.Require;

/**
 * Sizes of a selective scan; arrays are in C order.
 *
 * @param batch sequences
 * @param channels of a sequence, each with states of its own
 * @param states of a channel
 * @param length steps of a sequence
 */
public record ScanShape(int batch, int channels, int states, int length) {

  /** Checks that all are positive. */
  public ScanShape {
    Require.positive("batch", batch);
    Require.positive("channels", channels);
    Require.positive("states", states);
    Require.positive("length", length);
  }

  /** Where the steps of a channel begin in an array [batch, channels, length]. */
  int channelOffset(int sequence, int channel) {
    return (sequence * channels + channel) * length;
  }

  /** Where the steps of a state begin in an array [batch, states, length]. */
  int stateOffset(int sequence, int state) {
    return (sequence * states + state) * length;
  }

  int blocks() {
    return (length + ScanBlock.STEPS - 1) / ScanBlock.STEPS;
  }
}
