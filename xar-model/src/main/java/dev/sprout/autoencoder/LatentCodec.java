package dev.sprout.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.pictures.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Encoder and decoder between pictures and scaled mean latents, in batches. Latents are multiplied
 * by {@link AutoencoderConfig#latentScale} to unit variance. Thread-safe.
 */
public final class LatentCodec {
  /** Pictures per batch; larger batches are no faster per picture. */
  private static final int BATCH = 16;

  private final Autoencoder autoencoder;
  private final AutoencoderConfig config;
  private final Precision precision;

  /** Creates a codec over an autoencoder. */
  public LatentCodec(Autoencoder autoencoder, Precision precision) {
    this.autoencoder = autoencoder;
    this.config = autoencoder.config();
    this.precision = precision;
  }

  /**
   * Scaled mean latents of pictures of the model's size.
   *
   * @param scope owner of the result
   * @return [B, z, h, w]
   */
  public NDArray encode(List<Picture> pictures, NDManager scope) {
    int size = config.imageSize();
    float[] planes = new float[pictures.size() * 3 * size * size];
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).fill(planes, i * 3 * size * size);
    }
    NDArray images = scope.create(planes, new Shape(pictures.size(), 3, size, size));
    NDArray moments = autoencoder.encode(inPrecision(images)); // [B, 2z, h, w]
    NDArray means = moments.get(new NDIndex(":, :" + config.latentChannels()));
    return TorchOps.float32(means).mul((float) config.latentScale());
  }

  /** Pictures of scaled latents [B, z, h, w]. */
  public List<Picture> decode(NDArray latents) {
    List<Picture> pictures = new ArrayList<>();
    long count = latents.getShape().get(0);
    for (long begin = 0; begin < count; begin += BATCH) {
      try (NDManager scope = latents.getManager().newSubManager()) {
        NDIndex batch = new NDIndex(begin + ":" + Math.min(count, begin + BATCH));
        NDArray scaled = latents.get(scope, batch);
        NDArray z = scaled.div((float) config.latentScale());
        NDArray images = autoencoder.decode(inPrecision(z)); // [B, 3, S, S]
        pictures.addAll(Picture.ofBatch(TorchOps.float32(images)));
      }
    }
    return pictures;
  }

  /** Reconstructions of pictures of the model's size. */
  public List<Picture> reconstruct(List<Picture> pictures, NDManager parent) {
    return inBatches(pictures, parent, this::decode);
  }

  /** Scaled mean latents of pictures of the model's size, each [z][h][w]. */
  public List<float[][][]> latents(List<Picture> pictures, NDManager parent) {
    return inBatches(pictures, parent, LatentCodec::planes);
  }

  private NDArray inPrecision(NDArray x) {
    return precision.isBfloat16() ? TorchOps.bfloat16(x) : x;
  }

  private <T> List<T> inBatches(
      List<Picture> pictures, NDManager parent, Function<NDArray, List<T>> work) {
    List<T> results = new ArrayList<>();
    for (int begin = 0; begin < pictures.size(); begin += BATCH) {
      List<Picture> batch = pictures.subList(begin, Math.min(pictures.size(), begin + BATCH));
      try (NDManager scope = parent.newSubManager()) {
        results.addAll(work.apply(encode(batch, scope)));
      }
    }
    return results;
  }

  private static List<float[][][]> planes(NDArray latents) {
    long[] shape = latents.getShape().getShape();
    float[] values = latents.toFloatArray();
    List<float[][][]> all = new ArrayList<>();
    int next = 0;
    for (int b = 0; b < shape[0]; b++) {
      float[][][] one = new float[(int) shape[1]][(int) shape[2]][];
      for (float[][] plane : one) {
        for (int row = 0; row < plane.length; row++, next += (int) shape[3]) {
          plane[row] = Arrays.copyOfRange(values, next, next + (int) shape[3]);
        }
      }
      all.add(one);
    }
    return all;
  }
}
