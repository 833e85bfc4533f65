package dev.sprout.xar.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.xar.Parity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read off the arrays of released networks, here without most of their blocks. */
class PublishedModelTest {
  @TempDir private Path folder;

  @Test
  void thePositionsTellThe512PixelModel() {
    ModelConfig config = described(1024, 32, 0);
    assertThat(config.name()).isEqualTo("xar-large-512");
    assertThat(config.autoencoder().imageSize()).isEqualTo(512);
    assertThat(config.xar().rows()).isEqualTo(32);
    assertThat(config.xar().heads()).isEqualTo(16);
    assertThat(config.xar().entity()).isEqualTo("cell 16");
    assertThat(config.defaults()).isEqualTo(described(1024, 16, 0).defaults());
  }

  @Test
  void theMaskTellsTheCell() {
    assertThat(described(1024, 16, 8).xar().entity()).isEqualTo("cell 8");
    assertThat(described(1024, 32, 16).xar().entity()).isEqualTo("cell 16");
    assertThat(described(1024, 32, 8).xar().entity()).isEqualTo("cell 8");
  }

  @Test
  void theWidthTellsTheVariant() {
    assertThat(described(768, 16, 0).name()).isEqualTo("xar-base");
    assertThat(described(1024, 16, 0).name()).isEqualTo("xar-large");
    assertThat(described(1280, 16, 0).name()).isEqualTo("xar-huge");
  }

  /** Describes a network of one block each; cell 0 leaves the mask out. */
  private ModelConfig described(int width, int grid, int cell) {
    Path file = folder.resolve("xar.safetensors");
    int positions = grid * grid;
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      arrays.put("class_emb.weight", manager.zeros(new Shape(1001, width)));
      arrays.put("z_proj.weight", manager.zeros(new Shape(width, 16)));
      arrays.put("encoder_pos_embed_learned", manager.zeros(new Shape(1, positions, width)));
      arrays.put("encoder_blocks.0.attn.qkv.weight", manager.zeros(new Shape(1, 1)));
      arrays.put("decoder_blocks.0.attn.qkv.weight", manager.zeros(new Shape(1, 1)));
      if (cell > 0) {
        arrays.put("mask", firstRow(positions, cell * cell, manager));
      }
      SafetensorsWriter.write(file, arrays, TensorType.F32, Map.of());
    }
    return PublishedModel.config(file, null, Parity.file("kl16.ckpt"));
  }

  private static NDArray firstRow(int positions, int seen, NDManager manager) {
    NDArray mask = manager.zeros(new Shape(1, 1, positions, positions));
    mask.set(new NDIndex("..., " + seen + ":"), Float.NEGATIVE_INFINITY);
    return mask;
  }
}
