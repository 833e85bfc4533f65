package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.sprout.nn.model.Weights;
import dev.sprout.xar.entity.EntityLayout;
import java.util.Arrays;

/**
 * The network with a prefix written a second time, by the engine's plain operations: ids and
 * entities are one sequence of n + N positions under one mask, every position has modulations of
 * its own, and nothing is shared or kept.
 */
final class OneSequence {
  private final XarConfig config;
  private final EntityLayout layout;
  private final Weights weights;
  private final int n;

  OneSequence(XarConfig config, Weights weights) {
    this.config = config;
    this.layout = config.layout();
    this.weights = weights;
    this.n = config.prefixPositions();
  }

  /** Velocities [B, N, C] under Noisy Context Learning. */
  NDArray velocity(NDArray noisy, NDArray times, Conditions conditions) {
    NDArray ids = linear("prefix.proj", conditions.prefix().embeddings());
    ids = ids.add(weights.get("prefix.positions"));
    NDArray entities = linear("z_proj", noisy).add(weights.get("encoder_pos_embed_learned"));
    NDArray x = norm("z_proj_ln", ids.concat(entities, 1)); // [B, n + N, D]
    NDArray condition = condition(times, conditions.classes());
    NDArray mask = mask(conditions.prefix(), noisy.getManager());
    for (int i = 0; i < config.encoderBlocks(); i++) {
      x = block("encoder_blocks." + i + ".", x, condition, mask);
    }
    NDArray positions =
        weights.get("prefix.decoder_positions").concat(weights.get("decoder_pos_embed_learned"), 1);
    x = linear("decoder_embed", norm("encoder_norm", x)).add(positions);
    for (int i = 0; i < config.decoderBlocks(); i++) {
      x = block("decoder_blocks." + i + ".", x, condition, mask);
    }
    return linear("pred", norm("decoder_norm", x)).get(":, " + n + ":");
  }

  /** SiLU of what modulates each position, [B, n + N, D]. */
  private NDArray condition(NDArray times, NDArray classes) {
    NDManager manager = times.getManager();
    NDArray frequencies = manager.arange(0f, 128f).mul((float) (-Math.log(10000) / 128)).exp();
    NDArray ticks = layout.spread(times.mul(1000).floor()); // [B, N, 1]
    NDArray angles = ticks.mul(frequencies);
    NDArray waves = angles.cos().concat(angles.sin(), 2);
    NDArray time = linear("time_embed.mlp.2", silu(linear("time_embed.mlp.0", waves)));
    NDArray ofEntities = time.add(classes.expandDims(1)); // [B, N, D]
    NDArray learned = weights.get("prefix.condition").reshape(1, 1, config.width());
    NDArray ofIds = learned.broadcast(new Shape(times.size(0), n, config.width()));
    return silu(ofIds.concat(ofEntities, 1));
  }

  /** [B, 1, n + N, n + N]: ids see the ids before them, entities ids and entities before them. */
  private NDArray mask(Prefix prefix, NDManager manager) {
    int all = n + layout.positions();
    int pictures = (int) prefix.pictures();
    float[] mask = new float[pictures * all * all];
    Arrays.fill(mask, Float.NEGATIVE_INFINITY);
    for (int row = 0; row < pictures * all; row++) {
      int query = row % all;
      int kept = prefix.kept().isEmpty() ? n : prefix.kept().get(row / all);
      int ids = query < n ? query + 1 : kept;
      Arrays.fill(mask, row * all, row * all + ids, 0);
      for (int entity = 0; query >= n && entity < layout.entities(); entity++) {
        if (layout.begin(entity) <= query - n) {
          int begin = row * all + n;
          Arrays.fill(mask, begin + layout.begin(entity), begin + layout.begin(entity + 1), 0);
        }
      }
    }
    return manager.create(mask, new Shape(pictures, 1, all, all));
  }

  private NDArray block(String name, NDArray x, NDArray condition, NDArray mask) {
    NDList parts = linear(name + "ada_lin.1", condition).split(6, 2); // γ, γ, scale, scale, shift
    NDArray h = unit(x).mul(parts.get(2).add(1)).add(parts.get(4));
    NDArray y = x.add(parts.get(0).mul(attention(name + "attn.", h, mask)));
    h = unit(y).mul(parts.get(3).add(1)).add(parts.get(5));
    NDArray gate = Activation.gelu(linear(name + "mlp.fc1_g", h));
    NDArray mlp = linear(name + "mlp.fc2", gate.mul(linear(name + "mlp.fc1_x", h)));
    return y.add(parts.get(1).mul(mlp));
  }

  private NDArray attention(String name, NDArray h, NDArray mask) {
    long pictures = h.size(0);
    NDList qkv = linear(name + "qkv", h).split(3, 2);
    NDArray q = rotated(heads(qkv.get(0)));
    NDArray k = rotated(heads(qkv.get(1)));
    NDArray scores = q.matMul(k.transpose(0, 1, 3, 2)).div((float) Math.sqrt(config.headWidth()));
    NDArray mixed = scores.add(mask).softmax(3).matMul(heads(qkv.get(2)));
    return linear(name + "proj", mixed.transpose(0, 2, 1, 3).reshape(pictures, -1, config.width()));
  }

  /** [B, T, D] → [B, heads, T, H]. */
  private NDArray heads(NDArray x) {
    return x.reshape(x.size(0), x.size(1), config.heads(), config.headWidth())
        .transpose(0, 2, 1, 3);
  }

  /** Pairs of channels turned by row, then by column; ids aren't turned. */
  private NDArray rotated(NDArray x) {
    int pairs = config.headWidth() / 2;
    float[] angles = new float[(n + layout.positions()) * pairs];
    for (int i = n * pairs; i < angles.length; i++) {
      int position = i / pairs - n;
      int pair = i % pairs;
      boolean byRow = pair < pairs / 2;
      double place = byRow ? layout.row(position) : layout.column(position);
      angles[i] = (float) (place * Math.pow(10000, -2.0 * (pair % (pairs / 2)) / pairs));
    }
    NDArray turn = x.getManager().create(angles, new Shape(n + layout.positions(), pairs));
    NDArray a = x.get("..., 0::2");
    NDArray b = x.get("..., 1::2");
    NDArray first = a.mul(turn.cos()).sub(b.mul(turn.sin()));
    NDArray second = a.mul(turn.sin()).add(b.mul(turn.cos()));
    return NDArrays.stack(new NDList(first, second), 4).reshape(x.getShape());
  }

  private NDArray linear(String name, NDArray x) {
    NDArray matrix = weights.get(name + ".weight").transpose();
    return x.matMul(matrix).add(weights.get(name + ".bias"));
  }

  private NDArray norm(String name, NDArray x) {
    return unit(x).mul(weights.get(name + ".weight"));
  }

  private static NDArray unit(NDArray x) {
    return x.div(x.square().mean(new int[] {2}, true).add(1e-6f).sqrt());
  }

  private static NDArray silu(NDArray x) {
    return x.mul(Activation.sigmoid(x));
  }
}
