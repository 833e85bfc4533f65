package dev.sprout.volumes.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BlockTest {
  private static final Coordinate TWO = new Coordinate(1, 1, 2);

  @Test
  void labelsAreExactUpToSixtyFourBits() {
    long most = -1; // 2^64 - 1
    assertThat(Block.ofUint64(TWO, new long[] {most, 1L << 62}).labels())
        .containsExactly(most, 1L << 62);
    assertThat(Block.ofUint8(TWO, new byte[] {-1, 7}).labels()).containsExactly(255, 7);
    assertThat(Block.ofUint16(TWO, new short[] {-1, 7}).labels()).containsExactly(65535, 7);
    byte[] words = {-1, -1, -1, -1, 1, 0, 0, 0};
    assertThat(new Block(ElementType.UINT32, TWO, words).labels()).containsExactly(4294967295L, 1);
  }

  @Test
  void negativeAndFloatingPointLabelsAreRefused() {
    assertThatThrownBy(() -> Block.ofInt32(TWO, new int[] {1, -5}).labels())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("label -5 is negative");
    assertThatThrownBy(() -> Block.ofFloat32(TWO, new float[] {1, 2}).labels())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("can't be labels");
  }

  @Test
  void intensitiesAreExactOrRefused() {
    assertThat(Block.ofUint16(TWO, new short[] {-1, 3}).intensities()).containsExactly(65535f, 3f);
    assertThat(Block.ofFloat32(TWO, new float[] {Float.NaN, -0.5f}).intensities())
        .containsExactly(Float.NaN, -0.5f);
    assertThatThrownBy(() -> Block.ofInt32(TWO, new int[2]).intensities())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("float32 can't hold exactly");
    ByteBuffer doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(0.25).putDouble(1e300);
    assertThatThrownBy(() -> new Block(ElementType.FLOAT64, TWO, doubles.array()).intensities())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("beyond float32");
  }

  @Test
  void typedAccessorsTakeTheirTypeAlone() {
    Block block = Block.ofUint8(TWO, new byte[2]);
    assertThatThrownBy(block::uint16)
        .isInstanceOf(UserError.class)
        .hasMessage("the volume holds uint8 where uint16 is expected");
    assertThat(Block.ofInt32(TWO, new int[] {-3, 4}).int32()).containsExactly(-3, 4);
    assertThatThrownBy(() -> Block.ofUint8(TWO, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
