package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.Map;

/** Reads the sizes of an xAR network off the arrays of a checkpoint. */
public final class XarConfigReader {
  private static final String MASK = "mask";

  private XarConfigReader() {}

  /**
   * The sizes of a network of square cells on a square grid.
   *
   * @param file what messages call the checkpoint
   * @param heads attention heads, which the arrays don't tell
   * @param cell latent positions a side of a cell, which they don't tell either
   * @throws UserError when they are those of no xAR network
   */
  public static XarConfig of(Path file, Map<String, TensorInfo> tensors, int heads, int cell) {
    int grid = grid(file, tensors);
    return new XarConfig(
        grid,
        grid,
        size(file, tensors, "z_proj.weight", 1),
        width(file, tensors),
        blocks(tensors, "encoder_blocks."),
        blocks(tensors, "decoder_blocks."),
        heads,
        1,
        "cell " + cell,
        size(file, tensors, "class_emb.weight", 0) - 1);
  }

  /** Latent positions a side. */
  public static int grid(Path file, Map<String, TensorInfo> tensors) {
    return root(file, size(file, tensors, "encoder_pos_embed_learned", 1), "positions");
  }

  /** D. */
  public static int width(Path file, Map<String, TensorInfo> tensors) {
    return size(file, tensors, "z_proj.weight", 0);
  }

  /**
   * Latent positions a side of the first cell, as the file's own mask tells it: what the first
   * position sees. Without a mask there are four cells.
   */
  public static int cell(Path file, WeightFile weights) {
    if (!weights.tensors().containsKey(MASK)) {
      return grid(file, weights.tensors()) / 2;
    }
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      int positions = size(file, weights.tensors(), MASK, 3);
      NDArray mask = weights.read(MASK, manager).reshape(-1, positions); // [N, N], 0 or -inf
      int seen = (int) mask.get(0).eq(0).sum().getLong();
      return root(file, seen, "positions of a cell");
    }
  }

  /** The side of a square of so many positions. */
  public static int root(Path file, int square, String what) {
    int root = (int) Math.round(Math.sqrt(square));
    if (root * root != square) {
      throw UserError.failure("%s: %d %s are no square", file, square, what);
    }
    return root;
  }

  private static int blocks(Map<String, TensorInfo> tensors, String prefix) {
    int blocks = 0;
    while (tensors.containsKey(prefix + blocks + ".attn.qkv.weight")) {
      blocks++;
    }
    return blocks;
  }

  private static int size(Path file, Map<String, TensorInfo> tensors, String name, int dimension) {
    TensorInfo info = tensors.get(name);
    if (info == null || info.shape().length <= dimension) {
      throw UserError.failure("%s holds no %s: it is no xAR network", file, name);
    }
    return Math.toIntExact(info.shape()[dimension]);
  }
}
