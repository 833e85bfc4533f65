package dev.sprout.tokenunify.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.tasks.AffinityLoss;
import dev.sprout.tokenunify.tasks.AffinityTargets;
import dev.sprout.tokenunify.tasks.Borders;
import dev.sprout.tokenunify.tasks.ClassBalance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recomputes recorded affinities, weights and losses from labels. */
public final class AffinityVerification {
  private final NpzFile vectors;
  private final NDManager manager;
  private final String name;
  private final List<Check> checks;

  private AffinityVerification(
      NpzFile vectors, NDManager manager, String name, List<Check> checks) {
    this.vectors = vectors;
    this.manager = manager;
    this.name = name;
    this.checks = checks;
  }

  /**
   * Compares all of it for every label volume in a file.
   *
   * @param vectorsFile NPZ with, for some NAMEs, {@code NAME_labels}, {@code NAME_widened} [z, y,
   *     x], affinities and weights [3, z, y, x] of both, {@code NAME_prediction} and its losses
   * @throws dev.sprout.core.UserError when the file can't be read or lacks an array
   */
  public static List<Check> run(Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      List<Check> checks = new ArrayList<>();
      for (String array : vectors.names()) {
        if (array.endsWith("_labels")) {
          String name = array.substring(0, array.length() - "_labels".length());
          new AffinityVerification(vectors, manager, name, checks).compare();
        }
      }
      return checks;
    }
  }

  private void compare() {
    NDArray recorded = read("_labels");
    Shape shape = recorded.getShape();
    AffinityTargets targets =
        new AffinityTargets(
            new BlockSides((int) shape.get(0), (int) shape.get(1), (int) shape.get(2)));
    long[] labels = recorded.toType(DataType.INT64, false).toLongArray();
    long[] widened = targets.widenBorders(labels, Borders.SECTIONS);
    check("_widened", manager.create(widened, shape));
    balance(targets.affinities(labels), "_affinities", "_weight_unwidened");
    NDArray[] widenedTarget =
        balance(targets.affinities(widened), "_affinities_widened", "_weight");
    NDArray prediction = read("_prediction");
    loss("_loss_weighted_mse", AffinityLoss.SQUARED_ERROR, prediction, widenedTarget);
    loss("_loss_weighted_bce", AffinityLoss.CROSS_ENTROPY, prediction, widenedTarget);
  }

  private NDArray[] balance(float[] affinities, String affinityName, String weightName) {
    Shape shape = read(affinityName).getShape();
    NDArray target = manager.create(affinities, shape);
    NDArray weight = manager.create(ClassBalance.of(affinities).weights(affinities), shape);
    check(affinityName, target);
    check(weightName, weight);
    return new NDArray[] {target.expandDims(0), weight.expandDims(0)};
  }

  private void loss(String suffix, AffinityLoss loss, NDArray prediction, NDArray[] target) {
    check(suffix, loss.of(prediction, target[0], target[1]).reshape(1));
  }

  private void check(String suffix, NDArray computed) {
    checks.add(Check.of(name + suffix, computed, read(suffix)));
  }

  private NDArray read(String suffix) {
    return vectors.read(name + suffix, manager);
  }
}
