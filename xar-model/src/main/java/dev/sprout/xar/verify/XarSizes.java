package dev.sprout.xar.verify;

import dev.sprout.nn.UserError;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.xar.network.XarConfig;
import java.nio.file.Path;
import java.util.Map;

/** Reads the sizes of an xAR network off its weights; grids and cells are squares. */
final class XarSizes {
  private XarSizes() {}

  static XarConfig of(Path file, Map<String, TensorInfo> tensors, int heads, long entitySize) {
    int grid = root(file, size(file, tensors, "encoder_pos_embed_learned", 1), "positions");
    int channels = size(file, tensors, "z_proj.weight", 1);
    return new XarConfig(
        grid,
        grid,
        channels,
        size(file, tensors, "z_proj.weight", 0),
        blocks(tensors, "encoder_blocks."),
        blocks(tensors, "decoder_blocks."),
        heads,
        1,
        "cell " + root(file, Math.toIntExact(entitySize), "positions of an entity"),
        size(file, tensors, "class_emb.weight", 0) - 1);
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

  private static int root(Path file, int square, String what) {
    int root = (int) Math.round(Math.sqrt(square));
    if (root * root != square) {
      throw UserError.failure("%s: %d %s are no square", file, square, what);
    }
    return root;
  }
}
