package dev.sprout.tokenunify.verify;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.tasks.MinMaxScaling;
import dev.sprout.tokenunify.tasks.PatchGrid;
import dev.sprout.tokenunify.tasks.PretrainingLosses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Recomputes recorded inputs, targets, losses and gradients of the pretraining tasks. */
public final class PretrainingVerification {
  private final NpzFile vectors;
  private final NDManager manager;
  private final GradientCollector collector;
  private final List<Check> checks = new ArrayList<>();
  private final PatchGrid grid;
  private final float[] clean;

  private PretrainingVerification(NpzFile vectors, NDManager manager, GradientCollector collector) {
    this.vectors = vectors;
    this.manager = manager;
    this.collector = collector;
    Shape sides = vectors.read("clean", manager).getShape();
    if (sides.dimension() != 3) {
      throw UserError.failure("clean is recorded as %s instead of three axes", sides);
    }
    this.grid =
        PatchGrid.of(
            new BlockSides((int) sides.get(0), (int) sides.get(1), (int) sides.get(2)));
    this.clean = MinMaxScaling.scale(vectors.read("raw", manager).toByteArray());
  }

  /**
   * Compares what the tasks hide, what they ask for, their losses and gradients.
   *
   * @param vectorsFile NPZ with {@code raw} and {@code clean} [z, y, x]; for {@code random} and
   *     {@code random_other}: indices, noise, and the block masked with zeros and with noise; for
   *     {@code prefix} its length instead of indices; {@code next_token_target}; {@code logits} and
   *     {@code head_logits} with losses and gradients over all and over hidden voxels
   * @throws UserError when the file can't be read or lacks an array
   */
  public static List<Check> run(Path vectorsFile) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(vectorsFile);
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      PretrainingVerification verification =
          new PretrainingVerification(vectors, manager, collector);
      verification.masks();
      verification.losses();
      return verification.checks;
    }
  }

  private void masks() {
    checks.add(Check.of("clean", block(clean), read("clean")));
    mask("random", ids("random_indices"));
    mask("random_other", ids("random_other_indices"));
    mask("prefix", behindPrefix());
    NDArray target = read("next_token_target");
    float[] next = grid.read(clean, behindPrefix()[0]);
    checks.add(Check.of("next_token_target", manager.create(next, target.getShape()), target));
  }

  private void mask(String task, int[] hidden) {
    float[] noise = read(task + "_noise").toFloatArray();
    float[] noisy = clean.clone();
    float[] zero = clean.clone();
    int voxels = grid.patch().voxels();
    for (int i = 0; i < hidden.length; i++) {
      grid.write(noisy, hidden[i], Arrays.copyOfRange(noise, i * voxels, (i + 1) * voxels));
      grid.write(zero, hidden[i], new float[voxels]);
    }
    checks.add(Check.of(task + "_masked_noise", block(noisy), read(task + "_masked_noise")));
    checks.add(Check.of(task + "_masked_zero", block(zero), read(task + "_masked_zero")));
  }

  private void losses() {
    NDArray target = block(clean).reshape(read("logits").getShape());
    NDArray logits = leaf("logits");
    loss("all_voxels", "logits_all_voxels", logits, () -> PretrainingLosses.overAll(logits, target));
    NDArray head = leaf("head_logits");
    NDArray next = read("next_token_target").reshape(head.getShape());
    loss("next_token", "head_logits", head, () -> PretrainingLosses.overAll(head, next));
    hidden("hidden_random", ids("random_indices"), target);
    hidden("hidden_prefix", behindPrefix(), target);
  }

  private void hidden(String name, int[] patches, NDArray target) {
    float[] ones = new float[grid.patch().voxels()];
    Arrays.fill(ones, 1);
    float[] marked = new float[clean.length];
    IntStream.of(patches).forEach(patch -> grid.write(marked, patch, ones));
    NDArray hidden = block(marked).reshape(target.getShape());
    NDArray logits = leaf("logits");
    loss(
        name, "logits_" + name, logits, () -> PretrainingLosses.overHidden(logits, target, hidden));
  }

  private void loss(String name, String gradient, NDArray logits, Supplier<NDArray> loss) {
    NDArray value = loss.get();
    collector.backward(value);
    NDArray recordedLoss = read("loss_" + name).toType(DataType.FLOAT32, false);
    checks.add(Check.of("loss_" + name, value.reshape(1), recordedLoss));
    NDArray recorded = read("grad." + gradient);
    float scale = recorded.abs().max().getFloat();
    checks.add(
        Check.of("grad." + gradient, logits.getGradient().div(scale), recorded.div(scale)));
  }

  private int[] behindPrefix() {
    return IntStream.range(ids("prefix_length")[0], grid.count()).toArray();
  }

  private int[] ids(String name) {
    return read(name).toType(DataType.INT32, false).toIntArray();
  }

  private NDArray leaf(String name) {
    NDArray leaf = read(name);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private NDArray block(float[] values) {
    BlockSides sides = grid.block();
    return manager.create(values, new Shape(sides.z(), sides.y(), sides.x()));
  }

  private NDArray read(String name) {
    return vectors.read(name, manager);
  }
}
