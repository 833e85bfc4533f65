package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.counting;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StridesTest {
  private static final int STORED = 100;

  private static float[] load(long[] shape, Strides strides) throws IOException {
    TensorInfo info = new TensorInfo(TensorType.F32, shape);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray array =
          new StoredTensor(info, ByteSource.of(counting(STORED)), strides)
              .load(manager, DataType.FLOAT32);
      assertThat(array.getShape().getShape()).isEqualTo(shape);
      return array.toFloatArray();
    }
  }

  /** Element [i, j, k] is the stored element i·s₀ + j·s₁ + k·s₂, and is worth that number. */
  private static float[] expected(long[] shape, long[] steps) {
    float[] expected = new float[(int) (shape[0] * shape[1] * shape[2])];
    int at = 0;
    for (long i = 0; i < shape[0]; i++) {
      for (long j = 0; j < shape[1]; j++) {
        for (long k = 0; k < shape[2]; k++) {
          expected[at++] = i * steps[0] + j * steps[1] + k * steps[2];
        }
      }
    }
    return expected;
  }

  private static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(value -> value).toArray();
  }

  @Property(tries = 150)
  void everyElementLiesWhereTheStridesSay(
      @ForAll @Size(3) List<@IntRange(min = 0, max = 4) Integer> sizes,
      @ForAll @Size(3) List<@IntRange(min = 0, max = 9) Integer> steps)
      throws IOException, Malformed {
    long[] shape = longs(sizes);
    assertThat(load(shape, Strides.of(shape, longs(steps))))
        .isEqualTo(expected(shape, longs(steps)));
  }

  @Property(tries = 80)
  void theNamedOrdersAreDense(@ForAll @Size(3) List<@IntRange(min = 1, max = 4) Integer> sizes)
      throws IOException {
    long[] shape = longs(sizes);
    assertThat(load(shape, Strides.rowMajor(shape)))
        .isEqualTo(expected(shape, new long[] {shape[1] * shape[2], shape[2], 1}));
    assertThat(load(shape, Strides.columnMajor(shape)))
        .isEqualTo(expected(shape, new long[] {1, shape[0], shape[0] * shape[1]}));
  }
}
