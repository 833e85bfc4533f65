package dev.sprout.seed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Vector quantisation to the nearest entry of a learned codebook (VQ-VAE, arXiv 1711.00937, section
 * 3.1), as SEED has it.
 */
final class VectorQuantiser implements Quantiser {
  static final String CODEBOOK = "quantize.embedding.weight";

  private final SeedLayers layers;

  /** Creates the quantiser of a network's layers. */
  VectorQuantiser(SeedLayers layers) {
    this.layers = layers;
  }

  @Override
  public NDArray ids(NDArray projected) {
    return layers.call("nearest_code", projected, codebook());
  }

  @Override
  public NDArray embeddings(NDArray ids) {
    return layers.call("code_vectors", ids, codebook());
  }

  @Override
  public Quantised quantise(NDArray projected) {
    NDArray ids = ids(projected);
    NDList quantised =
        Preprocessing.LOSSES.callForList("straight_through", projected, codebook(), ids);
    return new Quantised(ids, quantised.get(0), quantised.get(1));
  }

  private NDArray codebook() {
    return layers.weight(CODEBOOK); // [codes, K]
  }
}
