package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.Weights;
import dev.sprout.nn.random.RandomStream;

/** A network of random weights, large enough for its scores to differ clearly. */
final class TinyLlama {
  /** 12 text pieces, 16 codes, two marks. */
  static final PictureVocabulary PICTURES = new PictureVocabulary(12, 16, 28, 29);

  static final int END = 2;
  static final LlamaConfig CONFIG = new LlamaConfig(30, 16, 2, 4, 2, 24, 1e-5, 10_000, 128, false);

  private TinyLlama() {}

  static Weights weights(LlamaConfig config, NDManager manager) {
    Weights weights = Weights.initialise(LlamaNetwork.parameters(config), 7, manager);
    weights.get("model.embed_tokens.weight").muli(50f);
    if (!config.tiedEmbeddings()) {
      weights.get("lm_head.weight").muli(50f);
    }
    return weights;
  }

  static LlamaNetwork network(NDManager manager) {
    return new LlamaNetwork(CONFIG, weights(CONFIG, manager), false, manager);
  }

  static NDArray ids(NDManager manager, int batch, int length, long seed) {
    RandomStream random = new RandomStream(seed);
    long[] ids = new long[batch * length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(CONFIG.vocabulary());
    }
    return manager.create(ids, new Shape(batch, length));
  }
}
