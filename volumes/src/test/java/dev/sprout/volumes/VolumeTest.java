package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.NdArray;
import dev.sprout.volumes.array.SpatialArray;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VolumeTest {
  /** An array whose value is its index along all axes: 100 a + 10 b + c, larger than any memory. */
  private record Digits(long... extents) implements NdArray {
    @Override
    public long[] shape() {
      return extents.clone();
    }

    @Override
    public ElementType type() {
      return ElementType.UINT8;
    }

    @Override
    public String layout() {
      return "digits";
    }

    @Override
    public byte[] read(long[] origin, int[] shape) {
      byte[] data = new byte[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
      for (int i = 0; i < data.length; i++) {
        int rest = i;
        long value = 0;
        for (int d = shape.length - 1, digit = 1; d >= 0; d--, digit *= 6) {
          value += digit * ((origin[d] + rest % shape[d]) % 6);
          rest /= shape[d];
        }
        data[i] = (byte) value;
      }
      return data;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private static Volume digits(String axes, long... extents) {
    return new Volume("digits", new SpatialArray(new Digits(extents), Geometry.of(axes)));
  }

  @Property
  void blocksComeInOneOrderWhateverTheFiles(
      @ForAll @IntRange(max = 5) int z,
      @ForAll @IntRange(max = 5) int y,
      @ForAll @IntRange(max = 5) int x,
      @ForAll @IntRange(max = 2) int c) {
    Box box = Box.at(z, y, x, 6 - z, 6 - y, 6 - x);
    for (String axes : List.of("zyx", "xyz", "yzx", "zxy")) {
      byte[] data = digits(axes, 6, 6, 6).read(box).uint8();
      assertThat(data[0] & 0xff).isEqualTo(value(axes, z, y, x, 0));
      assertThat(data[data.length - 1] & 0xff).isEqualTo(value(axes, 5, 5, 5, 0));
      assertThat(data[5 - x] & 0xff).isEqualTo(value(axes, z, y, 5, 0));
    }
    assertThat(digits("xyzc", 6, 6, 6, 3).read(c, box).uint8()[0])
        .isEqualTo((byte) value("xyzc", z, y, x, c));
    assertThat(digits("tzcyx", 1, 6, 3, 6, 6).read(c, box).uint8()[0])
        .isEqualTo((byte) value("tzcyx", z, y, x, c));
  }

  private static int value(String axes, int z, int y, int x, int c) {
    int value = 0;
    for (int d = 0; d < axes.length(); d++) {
      int index =
          switch (axes.charAt(d)) {
            case 'z' -> z;
            case 'y' -> y;
            case 'x' -> x;
            case 'c' -> c;
            default -> 0;
          };
      value = value * 6 + index;
    }
    return value;
  }

  @Test
  void volumesBeyondAnyMemoryAreReadInBlocks() {
    Volume volume = digits("zyx", 1L << 40, 1 << 20, 1 << 20);
    Box far = Box.at((1L << 40) - 2, 7, 9, 2, 3, 4);
    assertThat(volume.read(far).size()).isEqualTo(24);
    assertThatThrownBy(() -> volume.read(Box.at(0, 0, 0, 4096, 4096, 4096)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more than 2 GB; read it in parts");
  }

  @Test
  void blocksOutsideAndOtherAxesAreRefused() {
    Volume volume = digits("zyx", 4, 5, 6);
    assertThat(volume.shape()).isEqualTo(new Coordinate(4, 5, 6));
    assertThatThrownBy(() -> volume.read(Box.at(0, 0, 1, 4, 5, 6)))
        .isInstanceOf(UserError.class)
        .hasMessage("block 0:4,0:5,1:7 leaves digits of extent 4×5×6");
    assertThatThrownBy(() -> volume.read(1, Box.at(0, 0, 0, 1, 1, 1)))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> digits("czyx", 4, 5, 6)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> digits("tzyx", 2, 4, 5, 6))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2 points of time");
    for (String axes : List.of("zy", "zzyx", "zyxk", "")) {
      assertThatThrownBy(() -> Geometry.of(axes)).isInstanceOf(UserError.class);
    }
  }

  @Test
  void splitsShareNoVoxel() {
    Coordinate shape = new Coordinate(125, 100, 100);
    VolumeSplit split = VolumeSplit.parse(shape, "0:75,:,:", "75:100,:,:", "100:125,:,:");
    assertThat(split.validation()).hasValue(Box.at(75, 0, 0, 25, 100, 100));
    assertThat(VolumeSplit.parse(shape, ":,:,:", null, null).test()).isEmpty();
    assertThatThrownBy(() -> VolumeSplit.parse(shape, "0:76,:,:", "75:100,:,:", null))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("validation 75:100,0:100,0:100 overlaps train");
    assertThatThrownBy(() -> VolumeSplit.parse(shape, "0:10,:,:", "75:100,:,:", "99:125,:,:"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("test 99:125,0:100,0:100 overlaps validation");
    assertThatThrownBy(() -> VolumeSplit.parse(shape, "0:126,:,:", null, null))
        .isInstanceOf(UserError.class);
  }
}
