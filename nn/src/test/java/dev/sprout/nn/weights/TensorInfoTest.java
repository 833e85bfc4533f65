package dev.sprout.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TensorInfoTest {
  @Test
  void countsElementsAndBytes() {
    TensorInfo info = new TensorInfo(TensorType.BF16, new long[] {3, 1L << 40});
    assertThat(info.elements()).isEqualTo(3L << 40);
    assertThat(info.bytes()).isEqualTo(3L << 41);
    assertThat(new TensorInfo(TensorType.F64, new long[0]).bytes()).isEqualTo(8);
    assertThat(new TensorInfo(TensorType.F64, new long[] {5, 0}).bytes()).isZero();
    assertThat(info).hasToString("BF16[3, 1099511627776]");
  }

  @Test
  void refusesImpossibleShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorInfo(TensorType.U8, new long[] {2, -1}))
        .withMessageContaining("negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorInfo(TensorType.F32, new long[] {1L << 31, 1L << 30}))
        .withMessageContaining("too large");
    assertThatIllegalArgumentException()
        .as("a zero doesn't hide an overflow")
        .isThrownBy(() -> new TensorInfo(TensorType.F32, new long[] {1L << 62, 1L << 62, 0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorInfo(TensorType.U8, new long[65]))
        .withMessageContaining("axes");
    assertThat(new TensorInfo(TensorType.U8, new long[] {Long.MAX_VALUE}).bytes())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void isAValueOfItsOwn() {
    long[] shape = {2, 3};
    TensorInfo info = new TensorInfo(TensorType.F32, shape);
    shape[0] = 9;
    info.shape()[1] = 9;
    assertThat(info)
        .isEqualTo(new TensorInfo(TensorType.F32, new long[] {2, 3}))
        .hasSameHashCodeAs(new TensorInfo(TensorType.F32, new long[] {2, 3}))
        .isNotEqualTo(new TensorInfo(TensorType.F32, new long[] {3, 2}))
        .isNotEqualTo(new TensorInfo(TensorType.F16, new long[] {2, 3}));
  }
}
