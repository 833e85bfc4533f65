package dev.sprout.pictures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Batches of a source's pictures, cropped to squares of one size. Pictures are decoded on demand
 * and cached up to a byte budget; the others are decoded at every use. A small pool decodes in
 * parallel. Thread-safe.
 */
public final class PictureBatches implements AutoCloseable {
  private static final int MOST_THREADS = 8;

  private final PictureSource source;
  private final int size;
  private final int kept;
  private final AtomicReferenceArray<Picture> pictures;
  private final ForkJoinPool pool;

  /**
   * Creates the batches; reads nothing.
   *
   * @param source source, closed by the caller after this
   * @param size side of the squares, S
   * @param byteBudget cache size in bytes; a picture takes 3·S·S
   */
  public PictureBatches(PictureSource source, int size, long byteBudget) {
    if (size < 1 || byteBudget < 0) {
      throw new IllegalArgumentException(
          "no batches of size %d in %d bytes".formatted(size, byteBudget));
    }
    this.source = source;
    this.size = size;
    this.kept = (int) Math.min(source.size(), byteBudget / (3L * size * size));
    this.pictures = new AtomicReferenceArray<>(kept);
    this.pool =
        new ForkJoinPool(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Decodes pictures up to half of the heap, so that broken ones are found before training.
   *
   * @throws UserError when a picture can't be read
   */
  public static PictureBatches load(PictureSource source, int size) {
    PictureBatches batches = new PictureBatches(source, size, Runtime.getRuntime().maxMemory() / 2);
    batches.pictures(IntStream.range(0, batches.kept).toArray());
    return batches;
  }

  /** Number of cached pictures, from the first on. */
  public int kept() {
    return kept;
  }

  /** Pictures by index, S×S, decoded in parallel. */
  public List<Picture> pictures(int... indices) {
    return pool.submit(() -> IntStream.of(indices).parallel().mapToObj(this::picture).toList())
        .join();
  }

  /** One picture, S×S. */
  public Picture picture(int index) {
    Picture picture = index < kept ? pictures.get(index) : null;
    if (picture == null) {
      picture = source.picture(index).squareCrop(size);
      if (index < kept) {
        pictures.set(index, picture);
      }
    }
    return picture;
  }

  /** Pictures as [B, 3, S, S] float32 in −1..1. */
  public NDArray batch(NDManager manager, int... indices) {
    return batch(manager, indices, new boolean[indices.length]);
  }

  /**
   * Pictures as [B, 3, S, S] float32 in −1..1.
   *
   * @param indices indices in the source, [B]
   * @param flips which of the B pictures to mirror
   * @throws UserError when a picture can't be read
   */
  public NDArray batch(NDManager manager, int[] indices, boolean[] flips) {
    if (indices.length != flips.length) {
      throw new IllegalArgumentException(
          "%d indices and %d flips".formatted(indices.length, flips.length));
    }
    List<Picture> wanted = pictures(indices);
    int stride = 3 * size * size;
    float[] planes = new float[Math.multiplyExact(indices.length, stride)];
    for (int i = 0; i < indices.length; i++) {
      (flips[i] ? wanted.get(i).flipped() : wanted.get(i)).fill(planes, i * stride);
    }
    return manager.create(planes, new Shape(indices.length, 3, size, size));
  }

  /** Stops the decoding pool; the source stays open. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
