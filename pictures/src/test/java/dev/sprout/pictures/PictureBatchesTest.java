package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PictureBatchesTest {
  private static final int SIZE = 4;
  private static final int BYTES = 3 * SIZE * SIZE;

  /** Pictures of 8×6 pixels in memory that count how often they are read. */
  private static final class Counting implements PictureSource {
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public int size() {
      return 5;
    }

    @Override
    public Example example(int index) {
      return new Example("" + index, Map.of(), List.of());
    }

    @Override
    public Picture picture(int index) {
      reads.incrementAndGet();
      if (index == 4) {
        throw UserError.failure("the fifth is broken");
      }
      return TestPictures.noise(8, 6, index);
    }

    @Override
    public void close() {}
  }

  private static float[] expected(int index, boolean flip) {
    Picture crop = TestPictures.noise(8, 6, index).squareCrop(SIZE);
    float[] planes = new float[BYTES];
    (flip ? crop.flipped() : crop).fill(planes, 0);
    return planes;
  }

  private static void assertBatch(NDArray batch, int[] indices, boolean[] flips) {
    assertThat(batch.getShape()).isEqualTo(new Shape(indices.length, 3, SIZE, SIZE));
    assertThat(batch.getDataType()).isEqualTo(DataType.FLOAT32);
    for (int i = 0; i < indices.length; i++) {
      assertThat(batch.get(i).toFloatArray()).isEqualTo(expected(indices[i], flips[i]));
    }
  }

  @Test
  void batchesHoldCroppedAndFlippedPictures() {
    try (NDManager manager = NDManager.newBaseManager();
        PictureBatches batches = new PictureBatches(new Counting(), SIZE, 1 << 20)) {
      int[] indices = {2, 0, 2};
      boolean[] flips = {true, false, false};
      assertBatch(batches.batch(manager, indices, flips), indices, flips);
      assertBatch(batches.batch(manager, 3, 1), new int[] {3, 1}, new boolean[2]);
      assertThat(batches.picture(1)).isEqualTo(TestPictures.noise(8, 6, 1).squareCrop(SIZE));
    }
  }

  @Test
  void everythingIsDecodedOnceWithinTheBudget() {
    Counting source = new Counting();
    try (NDManager manager = NDManager.newBaseManager();
        PictureBatches batches = new PictureBatches(source, SIZE, 5 * BYTES)) {
      assertThat(batches.kept()).isEqualTo(5);
      assertThat(source.reads).hasValue(0);
      batches.batch(manager, 0, 1).close();
      assertThat(source.reads).hasValue(2);
      batches.batch(manager, 1, 0, 3).close();
      assertThat(source.reads).hasValue(3);
    }
  }

  @Test
  void beyondTheBudgetPicturesAreReadEachTime() {
    Counting source = new Counting();
    try (NDManager manager = NDManager.newBaseManager();
        PictureBatches batches = new PictureBatches(source, SIZE, 3 * BYTES - 1)) {
      assertThat(batches.kept()).isEqualTo(2);
      int[] indices = {0, 1, 2, 3};
      for (int i = 0; i < 3; i++) {
        assertBatch(batches.batch(manager, indices), indices, new boolean[4]);
      }
      assertThat(source.reads).hasValue(2 + 3 * 2);
    }
  }

  @Test
  void brokenPicturesReachTheCallerAsTheyAre() {
    try (NDManager manager = NDManager.newBaseManager();
        PictureBatches batches = new PictureBatches(new Counting(), SIZE, 1 << 20)) {
      assertThatThrownBy(() -> batches.batch(manager, 0, 4))
          .isInstanceOf(UserError.class)
          .hasMessage("the fifth is broken");
    }
    assertThatThrownBy(() -> PictureBatches.load(new Counting(), SIZE))
        .isInstanceOf(UserError.class)
        .hasMessage("the fifth is broken");
  }

  @Test
  void flipsMustMatchTheIndices() {
    try (NDManager manager = NDManager.newBaseManager();
        PictureBatches batches = new PictureBatches(new Counting(), SIZE, 0)) {
      assertThatThrownBy(() -> batches.batch(manager, new int[2], new boolean[3]))
          .hasMessage("2 indices and 3 flips");
    }
  }
}
