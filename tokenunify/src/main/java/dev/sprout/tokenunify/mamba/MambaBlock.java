package dev.sprout.tokenunify.mamba;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.ArrayList;
import java.util.List;

/**
 * The Mamba block (Gu and Dao, 2023, section 3.4) in one, two or three scan orders: a projection to
 * channels and gates, per order a causal depthwise convolution and a selective scan, the gated sum
 * of all orders, and a projection back. There is no residual and no normalisation.
 *
 * <p>A sequence that the number of slices doesn't divide is continued, for that order only, by
 * zeros after the first projection, and what comes out for them is dropped. Thread-safe; in
 * float32.
 */
public final class MambaBlock {
  static final TorchScript SCRIPT = TorchScript.load(MambaBlock.class, "Mamba.torchscript");

  private final MambaConfig config;
  private final Weights weights;
  private final String prefix;

  /** A block whose arrays have their published names behind a prefix. */
  public MambaBlock(MambaConfig config, Weights weights, String prefix) {
    this.config = config;
    this.weights = weights;
    this.prefix = prefix;
  }

  /**
   * Outputs without gradients.
   *
   * @param x tokens // [B, L, width]
   * @return // [B, L, width]
   */
  public NDArray forward(NDArray x) {
    return GradientTape.withoutGradients(
        () -> {
          try (NDManager scope = x.getManager().newSubManager()) {
            NDArray output = new Pass(x, scope).output();
            output.attach(x.getManager());
            return output;
          }
        });
  }

  /** Outputs whose gradients come through the tape to the tokens and the weights. */
  public NDArray forward(NDArray x, GradientTape tape) {
    NDManager scope = x.getManager().newSubManager(); // until the gradients have passed
    Pass pass = new Pass(x, scope);
    NDArray output = pass.output();
    output.attach(x.getManager());
    return tape.record(
        output,
        gradient -> {
          pass.backward(gradient);
          scope.close();
        });
  }

  /**
   * The outputs of the tokens that follow those a state has seen; for one scan order only. Equal to
   * what {@link #forward(NDArray)} gives of the whole sequence.
   *
   * @param x the next tokens, one or more // [B, l, width]
   * @param state which is moved on behind them
   */
  public NDArray next(NDArray x, MambaState state) {
    if (config.directions() != ScanDirections.ONE) {
      throw new IllegalStateException("a block that scans backward can't go on token by token");
    }
    return GradientTape.withoutGradients(
        () -> {
          try (NDManager scope = x.getManager().newSubManager()) {
            NDList projected = call(scope, "project", x, weight("in_proj.weight"));
            NDArray padded = state.window().concat(projected.get(0), 2);
            RecordedScan scan = scan(ScanOrder.FORWARD, padded, state.states(), scope);
            NDArray window = weight("conv1d.weight");
            state.set(call(scope, "window", padded, window).get(0), scan.lastStates());
            NDArray output =
                SCRIPT.call("output", scan.y(), projected.get(1), weight("out_proj.weight"));
            output.attach(x.getManager());
            return output;
          }
        });
  }

  /** The state before the first token of so many sequences; owned by the manager. */
  public MambaState newState(int batch, NDManager manager) {
    return new MambaState(config, batch, manager);
  }

  private RecordedScan scan(
      ScanOrder order, NDArray padded, NDArray initialStates, NDManager scope) {
    NDList in =
        call(
            scope,
            "scan_inputs",
            padded,
            weight(order.name("conv1d", "weight")),
            weight(order.name("conv1d", "bias")),
            weight(order.name("x_proj", "weight")),
            weight(order.name("dt_proj", "weight")),
            weight(order.name("dt_proj", "bias")),
            weight(order.rates()));
    NDArray skip = weight(order.skip());
    return new RecordedScan(
        initialStates, in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), skip);
  }

  /** A scalar whose gradient with respect to every array is the one given for it. */
  static NDArray surrogate(NDArray[] arrays, NDArray[] gradients) {
    return SCRIPT.call("surrogate", arrays, gradients);
  }

  private NDArray weight(String name) {
    return weights.get(prefix + name);
  }

  private static NDList call(NDManager scope, String function, Object... arguments) {
    NDList results = SCRIPT.callForList(function, arguments);
    results.attach(scope);
    return results;
  }

  /** One sequence on its way through the block and back. */
  private final class Pass {
    private final NDArray x; // [B, E, L]
    private final NDArray z; // [B, E, L]
    private final List<RecordedScan> scans = new ArrayList<>();
    private final NDArray y; // [B, E, L]

    Pass(NDArray tokens, NDManager scope) {
      NDList projected = call(scope, "project", tokens, weight("in_proj.weight"));
      this.x = projected.get(0);
      this.z = projected.get(1);
      NDArray sum = null;
      for (ScanOrder order : config.directions().orders()) {
        NDArray padded =
            SCRIPT.call("before_first_step", arranged(x, order), weight("conv1d.weight"));
        RecordedScan scan = scan(order, padded, null, scope);
        scans.add(scan);
        NDArray restored = restored(scan.y(), order);
        sum = sum == null ? restored : added(sum, restored);
      }
      this.y = sum;
    }

    private NDArray added(NDArray sum, NDArray restored) {
      try (restored) {
        return sum.addi(restored);
      }
    }

    NDArray output() {
      return GradientTape.withoutGradients(
          () -> SCRIPT.call("output", y, z, weight("out_proj.weight")));
    }

    void backward(NDArray gradient) {
      NDArray yLeaf = leaf(y);
      NDArray zLeaf = leaf(z);
      NDArray output = SCRIPT.call("output", yLeaf, zLeaf, weight("out_proj.weight"));
      GradientTape.backward(output, gradient);
      NDArray surrogate = surrogate(new NDArray[] {z}, new NDArray[] {zLeaf.getGradient()});
      NDArray yGradient = yLeaf.getGradient();
      int i = 0;
      for (ScanOrder order : config.directions().orders()) {
        NDArray part = scans.get(i++).surrogate(arranged(yGradient, order));
        surrogate = surrogate.add(part);
      }
      GradientTape.backward(surrogate, surrogate.onesLike());
    }

    private NDArray leaf(NDArray array) {
      NDArray leaf = array.stopGradient();
      leaf.setRequiresGradient(true);
      return leaf;
    }

    private NDArray arranged(NDArray array, ScanOrder order) {
      return switch (order) {
        case FORWARD -> array;
        case BACKWARD -> SCRIPT.call("reversed", array);
        case SLICES -> SCRIPT.call("sliced", array, config.slices());
      };
    }

    private NDArray restored(NDArray array, ScanOrder order) {
      return switch (order) {
        case FORWARD -> array;
        case BACKWARD -> SCRIPT.call("reversed", array);
        case SLICES -> SCRIPT.call("unsliced", array, config.slices(), x);
      };
    }
  }
}
