package dev.sprout.tokenunify.mamba;

import dev.sprout.core.Require;
import java.util.ArrayList;
import java.util.List;
import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;

/**
 * Sizes of a Mamba block with the constants of the published one: twice as many channels as its
 * width, 16 states a channel, a convolution over 4 steps.
 *
 * @param width of a token
 * @param directions in how many orders the sequence is scanned
 * @param slices of the third order, ≥ 1
 */
public record MambaConfig(int width, ScanDirections directions, int slices) {
  static final int EXPANSION = 2;
  static final int STATES = 16;
  static final int CONVOLUTION = 4;

  /** Checks every range. */
  public MambaConfig {
    Require.positive("width", width);
    Require.present("directions", directions);
    Require.positive("slices", slices);
  }

  int channels() {
    return EXPANSION * width;
  }

  /** Width that step sizes are projected through, one for 16 of a token. */
  int stepRank() {
    return (width + 15) / 16;
  }

  /** The arrays of a block, with their published names behind a prefix. */
  public List<Parameter> parameters(String prefix) {
    int channels = channels();
    List<Parameter> all = new ArrayList<>();
    Initialisation linear = Initialisation.FAN_IN_UNIFORM;
    all.add(Parameter.of(prefix + "in_proj.weight", linear, 2L * channels, width));
    all.add(Parameter.of(prefix + "out_proj.weight", linear, width, channels));
    for (ScanOrder order : directions.orders()) {
      all.addAll(parameters(prefix, order));
    }
    return all;
  }

  private List<Parameter> parameters(String prefix, ScanOrder order) {
    int channels = channels();
    int rank = stepRank();
    Initialisation linear = Initialisation.FAN_IN_UNIFORM;
    return List.of(
        Parameter.of(
            prefix + order.name("conv1d", "weight"), linear, channels, 1, CONVOLUTION),
        Parameter.of(prefix + order.name("conv1d", "bias"), Initialisation.ZEROS, channels),
        Parameter.of(
            prefix + order.name("x_proj", "weight"), linear, rank + 2L * STATES, channels),
        Parameter.of(prefix + order.name("dt_proj", "weight"), linear, channels, rank),
        Parameter.of(
            prefix + order.name("dt_proj", "bias"), Initialisation.LOG_UNIFORM_STEP, channels),
        Parameter.of(prefix + order.rates(), Initialisation.LOG_COUNT, channels, STATES),
        Parameter.of(prefix + order.skip(), Initialisation.ONES, channels));
  }
}
