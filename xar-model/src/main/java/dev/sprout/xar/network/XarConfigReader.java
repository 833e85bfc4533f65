package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.weights.TensorInfo;
import dev.sprout.nn.weights.TensorShapes;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.Map;

/** Configuration of an xAR network, from the shapes of a checkpoint. */
public final class XarConfigReader {
  private static final String MASK = "mask";

  private XarConfigReader() {}

  /**
   * The configuration, for square cells on a square grid.
   *
   * @param file name of the checkpoint in messages
   * @param heads attention heads, which shapes don't state
   * @param cell latent positions per side of a cell, which shapes don't state
   * @throws dev.sprout.core.UserError when the checkpoint holds no xAR network
   */
  public static XarConfig of(Path file, Map<String, TensorInfo> tensors, int heads, int cell) {
    TensorShapes shapes = shapes(file, tensors);
    int grid = grid(file, tensors);
    return new XarConfig(
        grid,
        grid,
        shapes.size("z_proj.weight", 1),
        width(file, tensors),
        shapes.count("encoder_blocks.%d.attn.qkv.weight"),
        shapes.count("decoder_blocks.%d.attn.qkv.weight"),
        heads,
        1,
        "cell " + cell,
        shapes.size("class_emb.weight", 0) - 1);
  }

  /** Latent positions per side. */
  public static int grid(Path file, Map<String, TensorInfo> tensors) {
    TensorShapes shapes = shapes(file, tensors);
    return TensorShapes.side(file, shapes.size("encoder_pos_embed_learned", 1), "positions");
  }

  /** Width of the network, D. */
  public static int width(Path file, Map<String, TensorInfo> tensors) {
    return shapes(file, tensors).size("z_proj.weight", 0);
  }

  /**
   * Latent positions per side of a cell, counted in the first row of the file's attention mask;
   * without a mask, half of the grid (four cells).
   */
  public static int cell(Path file, WeightFile weights) {
    TensorShapes shapes = shapes(file, weights.tensors());
    if (!shapes.has(MASK)) {
      return grid(file, weights.tensors()) / 2;
    }
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      int positions = shapes.size(MASK, 3);
      NDArray mask = weights.read(MASK, manager).reshape(-1, positions); // [N, N], 0 or -inf
      int seen = (int) mask.get(0).eq(0).sum().getLong();
      return TensorShapes.side(file, seen, "positions of a cell");
    }
  }

  private static TensorShapes shapes(Path file, Map<String, TensorInfo> tensors) {
    return new TensorShapes(file, "xAR network", tensors);
  }
}
