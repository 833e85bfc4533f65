package dev.sprout.xar.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.Prefix;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.network.XarNetwork;
import java.util.ArrayList;
import java.util.List;

/** Conditions of single pictures as those of a network's batch. Thread-safe. */
final class ConditionBatch {
  private final XarNetwork network;

  ConditionBatch(XarNetwork network) {
    this.network = network;
  }

  /**
   * Conditions of B pictures; {@code scope} owns them.
   *
   * @throws UserError when a prefix is not of the model's sizes, or the model takes none
   */
  Conditions of(List<Condition> pictures, NDManager scope) {
    int width = network.config().width();
    float[] classes = new float[pictures.size() * width];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i).embedding(), 0, classes, i * width, width);
    }
    NDArray embedded = scope.create(classes, new Shape(pictures.size(), width)); // [B, D]
    boolean anyPrefix = pictures.stream().anyMatch(picture -> picture.prefix() != null);
    return new Conditions(embedded, anyPrefix ? prefix(pictures, scope) : null);
  }

  /** Prefixes of the pictures, those without one taking the null prefix. */
  private Prefix prefix(List<Condition> pictures, NDManager scope) {
    PrefixConfig config = network.config().prefix();
    if (config == null) {
      throw UserError.unusable(
          "prefix", "is given, but this model takes no prefix of ids; leave it out");
    }
    int n = config.positions();
    float[] values = new float[pictures.size() * n * config.width()];
    boolean[] absent = new boolean[pictures.size()];
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < absent.length; i++) {
      float[][] ids = pictures.get(i).prefix();
      absent[i] = ids == null;
      kept.add(ids == null ? n : (int) Require.between("prefix", ids.length, 1, n));
      for (int j = 0; ids != null && j < ids.length; j++) {
        requireWidth(ids[j], config.width());
        System.arraycopy(ids[j], 0, values, (i * n + j) * config.width(), config.width());
      }
    }
    NDArray embeddings =
        scope.create(values, new Shape(absent.length, n, config.width())); // [B, n, width]
    return network.dropped(new Prefix(embeddings, kept), absent);
  }

  private static void requireWidth(float[] id, int width) {
    if (id.length != width) {
      throw UserError.unusable(
          "prefix", "has ids of %d numbers; this model takes %d", id.length, width);
    }
  }
}
