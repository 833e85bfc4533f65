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
 * Batches of a source's pictures, cut to squares of one size. Each picture is decoded when first
 * wanted and kept as bytes as long as the byte budget lasts; the others are decoded anew each time.
 * A small pool decodes in parallel. Thread-safe.
 */
public final class PictureBatches implements AutoCloseable {
  private static final int MOST_THREADS = 8;

  private final PictureSource source;
  private final int size;
  private final int kept;
  private final AtomicReferenceArray<Picture> pictures;
  private final ForkJoinPool pool;

  /**
   * Reads nothing yet.
   *
   * @param source stays the caller's to close, after this
   * @param size side of the squares, S
   * @param byteBudget memory for pictures; 3·S·S bytes each
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
   * Decodes as many pictures as fit half of the heap at once, so that a broken one shows before
   * training.
   *
   * @throws UserError when a picture can't be read
   */
  public static PictureBatches load(PictureSource source, int size) {
    PictureBatches batches = new PictureBatches(source, size, Runtime.getRuntime().maxMemory() / 2);
    batches.pictures(IntStream.range(0, batches.kept).toArray());
    return batches;
  }

  /** How many of the pictures, from the first on, stay in memory once decoded. */
  public int kept() {
    return kept;
  }

  /** Some pictures, S×S, decoded in parallel. */
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
   * @param indices of the source, B of them
   * @param flips which of the B to mirror
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

  /** Stops the pool; the source stays open. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
