package dev.sprout.tokenunify.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.core.RandomStream;
import dev.sprout.tokenunify.labels.Grid;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MirroredNetworkTest {
  private static final Grid WINDOW = new Grid(3, 4, 5);
  private static final int[] SIDES = {3, 4, 5};
  private static final int[] STRIDES = {20, 5, 1};
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

  /** Contrast of neighbours, which is the same from both sides; in first planes a constant. */
  private static float[] contrasts(float... grey) {
    float[] affinities = new float[3 * grey.length];
    for (int i = 0; i < affinities.length; i++) {
      int axis = i / grey.length;
      int voxel = i % grey.length;
      affinities[i] =
          isFirst(voxel, axis) ? 7 : Math.abs(grey[voxel] - grey[voxel - STRIDES[axis]]);
    }
    return affinities;
  }

  private static boolean isFirst(int voxel, int axis) {
    return voxel / STRIDES[axis] % SIDES[axis] == 0;
  }

  private static float[] noise(long seed) {
    RandomStream random = new RandomStream(seed);
    float[] grey = new float[WINDOW.voxels()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (float) random.nextDouble();
    }
    return grey;
  }

  @Test
  void whatMirrorsDoNotChangeStaysTheSame() {
    float[] grey = noise(1);
    float[] mean = new MirroredNetwork(MirroredNetworkTest::contrasts, WINDOW).apply(grey);
    assertThat(mean).containsExactly(contrasts(grey), ROUNDING);
  }

  @Test
  void aMirroredWindowHasMirroredAffinities() {
    float[] weights = noise(2);
    MirroredNetwork network =
        new MirroredNetwork(
            grey -> {
              float[] all = new float[3 * grey.length];
              for (int i = 0; i < all.length; i++) {
                all[i] = grey[i % grey.length] * weights[i * 7 % grey.length];
              }
              return all;
            },
            WINDOW);
    float[] grey = noise(3);
    float[] mirrored = new float[grey.length];
    for (int voxel = 0; voxel < grey.length; voxel++) {
      mirrored[voxel] = grey[voxel / 5 * 5 + 4 - voxel % 5]; // along x
    }
    float[] plain = network.apply(grey);
    float[] turned = network.apply(mirrored);
    for (int voxel = 0; voxel < grey.length; voxel++) {
      int image = voxel / 5 * 5 + 4 - voxel % 5;
      assertThat(turned[voxel]).isCloseTo(plain[image], ROUNDING);
      if (voxel % 5 > 0) {
        int back = 2 * grey.length;
        assertThat(turned[back + voxel]).isCloseTo(plain[back + image + 1], ROUNDING);
      }
    }
  }
}
