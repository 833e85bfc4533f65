package dev.sprout.tokenunify.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.tasks.BlockSource.Block;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final BlockSides SIDES = new BlockSides(4, 24, 20);
  private static final Augmentation BENT = new Augmentation(false, 3, 0, 0, 0, 0, 0, 0);
  private static final Augmentation SHIFTED = new Augmentation(false, 0, 0, 0, 0, 0, 1, 4);
  private static final Augmentation TONED = new Augmentation(false, 0, 0.3, 0.2, 1, 0, 0, 0);
  private static final Augmentation MISSING = new Augmentation(false, 0, 0, 0, 0, 0.5, 0, 0);

  /** Cells of 8×8 columns whose grey value is a tenth of their label. */
  private static Block cells(BlockSides sides) {
    long[] labels = new long[sides.voxels()];
    float[] grey = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      int y = i / sides.x() % sides.y();
      labels[i] = 1 + y / 8 * 2 + i % sides.x() / 8 % 2;
      grey[i] = labels[i] / 10f;
    }
    return new Block(grey, labels);
  }

  private static BlockSides source(Augmentation augmentation) {
    int margin = 2 * augmentation.margin();
    return new BlockSides(SIDES.z(), SIDES.y() + margin, SIDES.x() + margin);
  }

  private static Block applied(Augmentation augmentation, long seed) {
    BlockSides source = source(augmentation);
    return augmentation.apply(cells(source), source, SIDES, new RandomStream(seed));
  }

  @Test
  void nothingChangesAtZeroStrength() {
    Block block = cells(SIDES);
    Block same = Augmentation.NONE.apply(block, SIDES, SIDES, new RandomStream(1));
    assertThat(same.grey()).isEqualTo(block.grey());
    assertThat(same.labels()).isEqualTo(block.labels());
  }

  @Test
  void equalStreamsChangeAlike() {
    Augmentation all = new Augmentation(true, 2, 0.1, 0.1, 0.5, 0.1, 0.5, 3);
    assertThat(applied(all, 7).grey()).isEqualTo(applied(all, 7).grey());
    assertThat(applied(all, 7).labels()).isEqualTo(applied(all, 7).labels());
    assertThat(applied(all, 8).grey()).isNotEqualTo(applied(all, 7).grey());
  }

  @Test
  void sectionsShiftWithTheirLabels() {
    long[] still = applied(Augmentation.NONE, 1).labels();
    int moved = 0;
    for (long seed = 0; seed < 20; seed++) {
      Block shifted = applied(SHIFTED, seed);
      for (int i = 0; i < still.length; i++) {
        assertThat(shifted.grey()[i]).isEqualTo(shifted.labels()[i] / 10f);
      }
      moved += Arrays.equals(shifted.labels(), applied(SHIFTED, seed + 100).labels()) ? 0 : 1;
    }
    assertThat(moved).isGreaterThan(10);
  }

  @Test
  void elasticFieldsBendGreyAndLabelsTogether() {
    int changed = 0;
    BlockSides source = source(BENT);
    long[] middle =
        Augmentation.NONE.apply(cells(source), source, SIDES, new RandomStream(1)).labels();
    for (long seed = 0; seed < 5; seed++) {
      Block bent = applied(BENT, seed);
      for (int i = 0; i < middle.length; i++) {
        changed += bent.labels()[i] == middle[i] ? 0 : 1;
        if (insideOneCell(bent.labels(), i)) {
          assertThat(bent.grey()[i]).isEqualTo(bent.labels()[i] / 10f);
        }
      }
    }
    assertThat(changed).isPositive();
  }

  /** Whether the 5×5 voxels around one in its section have one label. */
  private static boolean insideOneCell(long[] labels, int voxel) {
    int y = voxel / SIDES.x() % SIDES.y();
    int x = voxel % SIDES.x();
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        boolean inside = y + dy >= 0 && y + dy < SIDES.y() && x + dx >= 0 && x + dx < SIDES.x();
        if (!inside || labels[voxel + dy * SIDES.x() + dx] != labels[voxel]) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void tonesKeepTheOrderOfGreyValuesAndLabels() {
    Block still = cells(SIDES);
    for (long seed = 0; seed < 20; seed++) {
      Block toned = applied(TONED, seed);
      assertThat(toned.labels()).isEqualTo(still.labels());
      assertThat(toned.grey()).isNotEqualTo(still.grey());
      for (int i = 1; i < toned.grey().length; i++) {
        assertThat(toned.grey()[i]).isBetween(0f, 1f);
        float before = still.grey()[i] - still.grey()[i - 1];
        assertThat((toned.grey()[i] - toned.grey()[i - 1]) * before).isNotNegative();
      }
    }
  }

  @Test
  void missingSectionsAreBlackAndKeepTheirLabels() {
    int section = SIDES.y() * SIDES.x();
    int black = 0;
    for (long seed = 0; seed < 50; seed++) {
      Block block = applied(MISSING, seed);
      assertThat(block.labels()).isEqualTo(cells(SIDES).labels());
      for (int z = 0; z < SIDES.z(); z++) {
        boolean isBlack = block.grey()[z * section] == 0;
        black += isBlack ? 1 : 0;
        for (int i = z * section; i < (z + 1) * section; i++) {
          assertThat(block.grey()[i]).isEqualTo(isBlack ? 0 : block.labels()[i] / 10f);
        }
      }
    }
    assertThat(black).isBetween(70, 130); // of 200, half are expected
  }

  @Test
  void whatHasNoEffectIsRefused() {
    assertThatThrownBy(() -> new Augmentation(true, 0, 0, 0, 0, 0, 0.5, 0))
        .isInstanceOf(UserError.class)
        .hasMessage("shift is 0 and shifted 0.5; give both above 0, or none");
    assertThatThrownBy(() -> new Augmentation(true, 17, 0, 0, 0, 0, 0, 0))
        .hasMessageContaining("elastic is 17");
  }
}
