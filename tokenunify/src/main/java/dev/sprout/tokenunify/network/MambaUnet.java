package dev.sprout.tokenunify.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.tokenunify.mamba.GradientTape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * TokenUnify's network ("EMmamba"): an encoder of four stages of convolutions and Mamba layers, and
 * a U-Net decoder of residual convolutions (Chen et al., 2025, section 3). Blocks of an EM volume
 * go in, with values from 0 to 1; a map of one or more channels comes out in the same resolution.
 *
 * <p>Axes are batch, channel, z, y, x. A convolution is computed in the type of its kernel, all
 * else in float32. Thread-safe.
 */
public final class MambaUnet {
  static final TorchScript SCRIPT = TorchScript.load(MambaUnet.class, "Volumes.torchscript");

  private static final int KERNEL_AXES = 5; // out, in, z, y, x
  private static final String FIRST = "vit.downsample_layers.0.";
  private static final String LAST = "out.";

  private final MambaUnetConfig config;
  private final MambaEncoder encoder;
  private final UnetDecoder decoder;

  /** A network over weights with the published names. */
  public MambaUnet(MambaUnetConfig config, Weights weights) {
    this.config = config;
    this.encoder = new MambaEncoder(config, weights);
    this.decoder = new UnetDecoder(weights);
  }

  /** The arrays that a network of such sizes has, with their published names. */
  public static List<Parameter> parameters(MambaUnetConfig config) {
    return MambaUnetParameters.of(config);
  }

  /**
   * Weights with which all convolutions but the first and the last are computed in bfloat16: copies
   * of their kernels, rounded, whose gradients pass on to the given ones; the other arrays are the
   * given ones. Norms, Mamba layers and what passes between them stay in float32.
   *
   * @param scope owner of the copies
   */
  public static Weights withBfloat16Kernels(Weights weights, NDManager scope) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    weights
        .arrays()
        .forEach(
            (name, array) -> {
              boolean rounded =
                  array.getShape().dimension() == KERNEL_AXES
                      && !name.startsWith(FIRST)
                      && !name.startsWith(LAST);
              NDArray kernel = rounded ? TorchOps.bfloat16(array) : array;
              if (rounded) {
                kernel.attach(scope);
              }
              arrays.put(name, kernel);
            });
    return Weights.of(scope, arrays);
  }

  /** The number of scalars in a network of such sizes. */
  public static long parameterCount(MambaUnetConfig config) {
    return parameters(config).stream().mapToLong(p -> p.shape().size()).sum();
  }

  /**
   * The map before its sigmoid, without gradients.
   *
   * @param block // [B, 1, z, y, x], sides multiples of 16
   * @return // [B, outputs, z, y, x]
   * @throws UserError when the block has other sides
   */
  public NDArray forward(NDArray block) {
    return GradientTape.withoutGradients(
        () -> {
          try (NDManager scope = block.getManager().newSubManager()) {
            NDArray copy = block.duplicate();
            copy.attach(scope);
            NDArray map = run(copy, null, (name, array) -> {});
            map.attach(block.getManager());
            return map;
          }
        });
  }

  /** The map before its sigmoid, whose gradients come through the tape to the weights. */
  public NDArray forward(NDArray block, GradientTape tape) {
    return run(block, tape, (name, array) -> {});
  }

  /**
   * Like {@link #forward(NDArray, GradientTape)}.
   *
   * @param observer is shown what the parts give: {@code gsc0} and {@code stage0} to {@code
   *     stage3}, {@code skip0} to {@code skip3}, {@code encoder5}, {@code decoder5} to {@code
   *     decoder1}
   */
  public NDArray forward(NDArray block, GradientTape tape, BiConsumer<String, NDArray> observer) {
    return run(block, tape, observer);
  }

  /** The sigmoid of a map: predicted grey values or affinities, from 0 to 1. */
  public static NDArray probability(NDArray map) {
    return SCRIPT.call("sigmoid", map);
  }

  /** One of the decoder's convolutions, which keep the sides, for measurements. */
  public static NDArray convolution(NDArray x, NDArray weight) {
    return SCRIPT.call("unbiased", x, weight);
  }

  private NDArray run(NDArray block, GradientTape tape, BiConsumer<String, NDArray> observer) {
    requireSides(block.getShape());
    List<NDArray> skips = new ArrayList<>();
    NDArray x = block;
    for (int i = 0; i < MambaUnetConfig.STAGES; i++) {
      x = encoder.stage(i, x, tape, observer);
      NDArray skip = encoder.skip(i, x);
      observer.accept("skip" + i, skip);
      skips.add(skip);
    }
    return decoder.map(block, skips, observer);
  }

  private void requireSides(Shape shape) {
    boolean fits = shape.dimension() == 5 && shape.get(1) == 1;
    for (int axis = 2; fits && axis < 5; axis++) {
      fits = shape.get(axis) > 0 && shape.get(axis) % MambaUnetConfig.GRAIN == 0;
    }
    if (!fits) {
      throw UserError.invalid(
          "block", shape, "a shape [batch, 1, z, y, x] with sides that are multiples of 16");
    }
  }

  /** Its sizes. */
  public MambaUnetConfig config() {
    return config;
  }
}
