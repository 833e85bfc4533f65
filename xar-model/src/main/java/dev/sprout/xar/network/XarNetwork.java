package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.xar.entity.EntityLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * xAR network (Ren et al., 2025, section 3; released models B, L and H): velocities of noisy
 * entities, given the time of each, class embeddings and, where the configuration has one, a prefix
 * of ids.
 *
 * <p>B pictures, N positions in entity order, E entities, C latent channels, D width. Thread-safe
 * while the weights are not trained; results belong to the manager of the first argument.
 */
public final class XarNetwork {
  static final TorchScript BLOCK = TorchScript.load(XarNetwork.class, "XarBlock.torchscript");

  private static final String[] ATTENTION = {
    "attn.qkv.weight", "attn.qkv.bias", "attn.proj.weight", "attn.proj.bias"
  };
  private static final String[] MLP = {
    "mlp.fc1_g.weight",
    "mlp.fc1_g.bias",
    "mlp.fc1_x.weight",
    "mlp.fc1_x.bias",
    "mlp.fc2.weight",
    "mlp.fc2.bias"
  };
  private static final Set<String> LINEAR =
      Set.of("z_proj.weight", "decoder_embed.weight", "pred.weight", "prefix.proj.weight");
  private static final String[] MODULATION = {"ada_lin.1.weight", "ada_lin.1.bias"};

  private final XarConfig config;
  private final EntityLayout layout;
  private final Weights weights;
  private final Precision precision;
  private final NDArray cos;
  private final NDArray sin;
  private final NDArray mask;
  private final NDArray sizes;
  private final PrefixEncoder prefixes;

  /**
   * Creates a network over weights of {@link #parameters}.
   *
   * @param precision precision of the blocks; the residual stream is float32
   * @param manager owner of the position tables
   */
  public XarNetwork(XarConfig config, Weights weights, Precision precision, NDManager manager) {
    this.config = config;
    this.layout = config.layout();
    this.weights = weights;
    this.precision = precision;
    Shape angles = new Shape(layout.positions(), config.headWidth() / 2);
    this.cos = manager.create(RotaryTable.of(layout, config.headWidth(), StrictMath::cos), angles);
    this.sin = manager.create(RotaryTable.of(layout, config.headWidth(), StrictMath::sin), angles);
    this.mask = manager.create(layout.mask(), new Shape(layout.positions(), layout.positions()));
    this.sizes = manager.create(layout.isUniform() ? new long[0] : layout.sizes());
    this.prefixes = new PrefixEncoder(this, weights, manager);
  }

  /** Names, shapes and initialisation of all arrays. */
  public static List<Parameter> parameters(XarConfig config) {
    return XarParameters.of(config);
  }

  /** Whether a checkpoint's array is a constant table, computed here. */
  public static boolean isBuffer(String name) {
    return name.equals("mask") || name.contains(".attn.rope.");
  }

  /** Whether bfloat16 inference rounds an array: those of the blocks. */
  public static boolean isRounded(String name) {
    return name.contains("_blocks.");
  }

  /** Whether an array is the matrix of a linear layer, which inference packs. */
  public static boolean isLinear(String name) {
    return name.endsWith(".weight") && (name.contains("_blocks.") || LINEAR.contains(name));
  }

  /** A copy of float32 weights, rounded for bfloat16 inference. */
  public static Weights rounded(Weights weights, NDManager parent) {
    return weights.rounded(XarNetwork::isRounded, parent);
  }

  /** Sizes of the network. */
  public XarConfig config() {
    return config;
  }

  /** Entity order of the network. */
  public EntityLayout layout() {
    return layout;
  }

  /**
   * Velocities of all entities, each attending to itself and the earlier noisy ones (Noisy Context
   * Learning).
   *
   * @param noisy [B, N, C]
   * @param times [B, E], 0 = clean, 1 = noise
   * @param conditions conditions of the B pictures
   * @return [B, N, C]
   */
  public NDArray velocity(NDArray noisy, NDArray times, Conditions conditions) {
    return velocity(noisy, times, conditions, new ArrayList<>());
  }

  /** Like {@link #velocity(NDArray, NDArray, Conditions)}, recording each block's output. */
  public NDArray velocity(
      NDArray noisy, NDArray times, Conditions conditions, List<NDArray> blockOutputs) {
    NDManager scope = noisy.getManager();
    NDArray condition = condition(times, conditions.classes()); // [B, E, D]
    PrefixContext prefix = prefix(conditions, scope);
    NDArray seen = prefix.before(mask, scope);
    return run(
        noisy,
        table -> table,
        (i, x) -> {
          NDArray y = block(i, x, condition, cos, sin, seen, sizes, prefix.of(i));
          blockOutputs.add(y);
          return y;
        });
  }

  /**
   * Velocities of all entities, each attending to itself and the earlier clean ones (teacher
   * forcing).
   *
   * @param clean [B, N, C]
   * @param noisy [B, N, C]
   * @param times times of the noisy entities, [B, E]
   * @param conditions conditions of the B pictures
   * @return [B, N, C]
   */
  public NDArray velocityAfterClean(
      NDArray clean, NDArray noisy, NDArray times, Conditions conditions) {
    NDManager scope = noisy.getManager();
    long n = layout.positions();
    NDArray bothTimes = times.zerosLike().concat(times, 1);
    NDArray condition = condition(bothTimes, conditions.classes()); // [B, 2E, D]
    PrefixContext prefix = prefix(conditions, scope);
    NDArray cosTwice = twice(cos, 0, scope);
    NDArray sinTwice = twice(sin, 0, scope);
    NDArray sizesTwice = twice(sizes, 0, scope);
    NDArray maskOfBoth = scope.create(layout.teacherMask(), new Shape(2 * n, 2 * n));
    NDArray seen = prefix.before(maskOfBoth, scope);
    NDArray velocity =
        run(
            clean.concat(noisy, 1), // [B, 2N, C]
            table -> twice(table, 1, scope),
            (i, x) -> block(i, x, condition, cosTwice, sinTwice, seen, sizesTwice, prefix.of(i)));
    return velocity.get(new NDIndex(":, " + n + ":"));
  }

  private static NDArray twice(NDArray array, int axis, NDManager scope) {
    NDArray twice = array.concat(array, axis);
    twice.attach(scope);
    return twice;
  }

  /** An empty cache for pictures of given conditions. */
  public XarCache cache(NDManager manager, Conditions conditions) {
    return new XarCache(this, manager, conditions);
  }

  /**
   * The conditions with the null prefix for every picture, where the network takes a prefix and
   * none is given.
   *
   * @param scope owner of the null prefix
   * @throws IllegalArgumentException when a prefix is of another shape than the network's, or the
   *     network takes none
   */
  public Conditions complete(Conditions given, NDManager scope) {
    return prefixes.complete(given, scope);
  }

  /**
   * The prefixes with the null prefix in place of some, as guidance is trained; differentiable in
   * both.
   *
   * @param dropped whether a picture loses its prefix, [B]
   * @return owned by the manager of {@code prefix}
   */
  public Prefix dropped(Prefix prefix, boolean[] dropped) {
    return prefixes.dropped(prefix, dropped);
  }

  /** What entities see of their pictures' prefixes; {@code scope} owns it. */
  PrefixContext prefix(Conditions conditions, NDManager scope) {
    return prefixes.encode(conditions, scope);
  }

  /** Output of a block, counted from 0 through encoder and decoder. */
  interface BlockCall {
    NDArray apply(int block, NDArray x);
  }

  /**
   * Velocities by all blocks of encoder and decoder; {@code rows} selects rows of position tables.
   */
  NDArray run(NDArray noisy, UnaryOperator<NDArray> rows, BlockCall block) {
    NDArray x = linear("z_proj", noisy);
    x = x.add(rows.apply(weights.get("encoder_pos_embed_learned"))); // [B, N, D]
    x = blocks(x, rows.apply(weights.get("decoder_pos_embed_learned")), block);
    return linear("pred", norm("decoder_norm", x)); // [B, N, C]
  }

  /**
   * Output of the last block.
   *
   * @param x embedded positions, [B, T, D]
   * @param decoderPositions position embeddings that the decoder adds, [1, T, D]
   * @return [B, T, D]
   */
  NDArray blocks(NDArray x, NDArray decoderPositions, BlockCall block) {
    NDArray y = norm("z_proj_ln", x);
    for (int i = 0; i < config.encoderBlocks(); i++) {
      y = block.apply(i, y);
    }
    y = linear("decoder_embed", norm("encoder_norm", y)).add(decoderPositions);
    for (int i = config.encoderBlocks(); i < config.blocks(); i++) {
      y = block.apply(i, y);
    }
    return y;
  }

  /**
   * Class embeddings: sums of rows of the class table, differentiable.
   *
   * @param rows rows of each picture, int64 [B, L]
   * @return [B, D]
   */
  public NDArray embed(NDArray rows) {
    return BLOCK.call("class_embedding", rows, weights.get("class_emb.weight"));
  }

  /** Unconditional embeddings, as in training with L labels per picture: [B, D]. */
  public NDArray noClass(NDManager scope, long batch, long labels) {
    return embed(scope.full(new Shape(batch, labels), config.noClass(), DataType.INT64));
  }

  /** Normalised output of the encoder, the decoder's input. */
  public NDArray encoded(NDArray lastEncoderBlock) {
    return norm("encoder_norm", lastEncoderBlock);
  }

  /**
   * Modulations of all blocks.
   *
   * @param times [R, T]
   * @param classes class embeddings, [R, D]
   * @return [R, T, K, 6·D] of the K blocks
   */
  NDArray modulations(NDArray times, NDArray classes) {
    NDArray condition = condition(times, classes); // [R, T, D]
    return BLOCK.call(
        "all_modulations", condition, ofBlocks(MODULATION[0]), ofBlocks(MODULATION[1]));
  }

  /** Modulation input SiLU(class + time) of each entity, [B, E, D], in the blocks' type. */
  private NDArray condition(NDArray times, NDArray classes) {
    NDArray[] parts =
        weights.all(
            "",
            "time_embed.mlp.0.weight",
            "time_embed.mlp.0.bias",
            "time_embed.mlp.2.weight",
            "time_embed.mlp.2.bias");
    NDArray sum = BLOCK.call("condition", times, classes, parts);
    NDArray condition = TorchOps.silu(sum);
    return precision.isBfloat16() ? TorchOps.bfloat16(condition) : condition;
  }

  /**
   * Output of one block for positions that attend to themselves and all earlier ones, [R, S, D].
   *
   * @param modulations of all blocks, [R, K, 6·D]
   * @param cos rotary cosines of these positions, [S, H/2]
   * @param sin rotary sines, [S, H/2]
   * @param keys key buffer of all positions, the prefix's and the entities', [R, heads, n + N, H];
   *     those of the S positions are written
   * @param values value buffer, likewise
   * @param first first of the S positions
   * @param hidden bias that hides positions, [R, 1, 1, n + N]; empty where all are seen
   */
  NDArray cachedBlock(
      int block,
      NDArray x,
      NDArray modulations,
      NDArray cos,
      NDArray sin,
      NDArray keys,
      NDArray values,
      int first,
      NDArray hidden) {
    return BLOCK.call(
        "block_cached",
        x,
        modulations,
        block,
        cos,
        sin,
        keys,
        values,
        first,
        hidden,
        weights.all(blockName(block), ATTENTION),
        weights.all(blockName(block), MLP));
  }

  NDArray cos() {
    return cos;
  }

  NDArray sin() {
    return sin;
  }

  Precision precision() {
    return precision;
  }

  /**
   * Output of a block over a prefix, [B, n, D], with its keys and values, [B, heads, n, H].
   *
   * @param condition what modulates it, [D]
   */
  NDList prefixBlock(
      int block, NDArray x, NDArray condition, NDArray cos, NDArray sin, NDArray mask) {
    String name = blockName(block);
    NDArray[] attention = weights.all(name, ATTENTION);
    NDArray[] mlp = weights.all(name, MLP);
    NDArray[] modulation = weights.all(name, MODULATION);
    return BLOCK.callForList(
        "prefix_block", x, condition, precision, cos, sin, mask, attention, mlp, modulation);
  }

  /** Output of a block over whole pictures, [B, N, D]. */
  private NDArray block(
      int block,
      NDArray x,
      NDArray condition,
      NDArray cos,
      NDArray sin,
      NDArray mask,
      NDArray sizes,
      NDArray[] prefix) {
    String name = blockName(block);
    NDArray[] attention = weights.all(name, ATTENTION);
    NDArray[] mlp = weights.all(name, MLP);
    NDArray[] modulation = weights.all(name, MODULATION);
    return BLOCK.call(
        "block", x, condition, cos, sin, mask, sizes, prefix, attention, mlp, modulation);
  }

  private String blockName(int block) {
    int encoder = config.encoderBlocks();
    return block < encoder
        ? "encoder_blocks." + block + "."
        : "decoder_blocks." + (block - encoder) + ".";
  }

  /** The arrays with a name in each block. */
  private NDArray[] ofBlocks(String name) {
    return IntStream.range(0, config.blocks())
        .mapToObj(block -> weights.get(blockName(block) + name))
        .toArray(NDArray[]::new);
  }

  NDArray linear(String name, NDArray x) {
    return TorchOps.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"));
  }

  private NDArray norm(String name, NDArray x) {
    return TorchOps.rmsNorm(x, weights.get(name + ".weight"));
  }
}
