package dev.sprout.tokenunify.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.model.GreyRange;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.tasks.BlockSource.Block;
import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.Nanometers;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Blocks of volumes whose values and labels tell where each voxel is. */
class VolumeBlocksTest {
  private static final Coordinate SHAPE = new Coordinate(24, 40, 40);
  private static final BlockSides SIDES = new BlockSides(8, 16, 16);
  private static final Box BOX = Box.parse("train", "2:20,4:36,0:36", SHAPE);
  private static final Nanometers CUBIC = new Nanometers(10, 8, 8);
  private static final Nanometers FLAT = new Nanometers(40, 4, 4);
  private static final Augmentation TURNED = new Augmentation(true, 0, 0, 0, 0, 0, 0, 0);
  private static final GreyRange RANGE = new GreyRange(0, 65535);

  private static Volume places(int bits) {
    int count = (int) SHAPE.volume();
    short[] words = new short[count];
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = (short) i;
      numbers[i] = i + 1;
    }
    return MemoryVolume.of(
        bits == 16
            ? dev.sprout.volumes.array.Block.ofUint16(SHAPE, words)
            : dev.sprout.volumes.array.Block.ofInt32(SHAPE, numbers));
  }

  private static VolumeRegion region(Box box, Nanometers size) {
    return new VolumeRegion(places(16), places(32), box, size, RANGE);
  }

  private static VolumeBlocks blocks(Nanometers size, Augmentation augmentation) {
    return new VolumeBlocks(List.of(region(BOX, size)), SIDES, augmentation);
  }

  @Test
  void blocksLieInTheirBoxAndCoverIt() {
    boolean[] seen = new boolean[(int) SHAPE.volume()];
    VolumeBlocks blocks = blocks(CUBIC, TURNED);
    for (long step = 0; step < 400; step++) {
      for (long label : blocks.draw(new RandomStream(3, step)).labels()) {
        seen[(int) label - 1] = true;
      }
    }
    int outside = 0;
    int inside = 0;
    for (int i = 0; i < seen.length; i++) {
      Box voxel = Box.at(i / 1600, i / 40 % 40, i % 40, 1, 1, 1);
      outside += seen[i] && !BOX.contains(voxel) ? 1 : 0;
      inside += seen[i] ? 1 : 0;
    }
    assertThat(outside).isZero();
    assertThat(inside).isGreaterThan((int) (0.95 * BOX.shape().volume()));
  }

  @Test
  void greyValuesBelongToTheirLabels() {
    Augmentation displaced = new Augmentation(true, 0, 0, 0, 0, 0, 1, 3);
    VolumeBlocks blocks = blocks(CUBIC, displaced);
    for (long step = 0; step < 20; step++) {
      Block block = blocks.draw(new RandomStream(step));
      for (int i = 0; i < block.grey().length; i++) {
        assertThat(Math.round(block.grey()[i] * 65535.0) + 1).isEqualTo(block.labels()[i]);
      }
    }
  }

  @Test
  void equalStreamsDrawEqualBlocks() {
    VolumeBlocks blocks = blocks(FLAT, TURNED);
    long[] drawn = blocks.draw(new RandomStream(1, 5)).labels();
    blocks.draw(new RandomStream(1, 6));
    assertThat(blocks.draw(new RandomStream(1, 5)).labels()).isEqualTo(drawn);
    assertThat(blocks.draw(new RandomStream(1, 6)).labels()).isNotEqualTo(drawn);
  }

  @Test
  void thickSectionsStaySections() {
    VolumeBlocks flat = blocks(FLAT, TURNED);
    VolumeBlocks cubic = blocks(CUBIC, TURNED);
    int upright = 0;
    for (long step = 0; step < 40; step++) {
      assertThat(isOneSection(flat.draw(new RandomStream(step)))).isTrue();
      upright += isOneSection(cubic.draw(new RandomStream(step))) ? 0 : 1;
    }
    assertThat(upright).isBetween(15, 38); // two of three orders move z
  }

  private static boolean isOneSection(Block block) {
    long first = (block.labels()[0] - 1) / 1600;
    return IntStream.range(0, SIDES.y() * SIDES.x())
        .allMatch(i -> (block.labels()[i] - 1) / 1600 == first);
  }

  @Test
  void volumesAreDrawnByTheirVoxels() {
    VolumeRegion small = region(Box.parse("train", "0:8,0:16,0:16", SHAPE), CUBIC); // 2,048
    VolumeRegion large = region(Box.parse("train", "8:24,16:40,16:32", SHAPE), CUBIC); // 6,144
    VolumeBlocks blocks = new VolumeBlocks(List.of(small, large), SIDES, Augmentation.NONE);
    int fromLarge = 0;
    for (long step = 0; step < 400; step++) {
      fromLarge += blocks.draw(new RandomStream(step)).labels()[0] > 8 * 1600 ? 1 : 0;
    }
    assertThat(fromLarge).isBetween(265, 335); // 300 expected, 4 standard deviations are 35
  }

  @Test
  void largePartsAreReadAsSmallOnes() {
    Volume volume = places(16);
    RegionReader kept = new RegionReader(volume, BOX);
    RegionReader lazy = new RegionReader(volume, BOX, 0);
    Box block = Box.parse("block", "5:9,7:20,3:36", SHAPE);
    assertThat(kept.read(block).littleEndian()).isEqualTo(lazy.read(block).littleEndian());
    assertThat(kept.read(BOX).littleEndian()).isEqualTo(lazy.read(BOX).littleEndian());
  }

  @Test
  void whatCannotBeLearnedFromIsRefused() {
    BlockSides deep = new BlockSides(32, 16, 16);
    refused(
        () -> new VolumeBlocks(List.of(region(BOX, FLAT)), deep, TURNED),
        "block of 32×16×16 voxels is larger than 2:20,4:36,0:36 of memory");
    Volume empty = MemoryVolume.of(dev.sprout.volumes.array.Block.ofInt32(SHAPE, new int[38400]));
    refused(
        () -> new VolumeRegion(places(16), empty, BOX, CUBIC, RANGE),
        "labels memory are 0 everywhere in 2:20,4:36,0:36");
    float[] values = new float[38400];
    Volume floats = MemoryVolume.of(dev.sprout.volumes.array.Block.ofFloat32(SHAPE, values));
    refused(() -> new VolumeRegion(places(16), floats, BOX, CUBIC, RANGE), "which can't be labels");
    refused(() -> Normalisation.MIN_MAX.range(floats, BOX), "memory is 0.0 everywhere in 2:20");
    values[20000] = Float.NaN;
    Volume broken = MemoryVolume.of(dev.sprout.volumes.array.Block.ofFloat32(SHAPE, values));
    refused(() -> Normalisation.MIN_MAX.range(broken, BOX), "memory holds NaN");
    refused(() -> Normalisation.FULL_RANGE.range(floats, BOX), "normalisation full-range is for");
    Coordinate other = new Coordinate(24, 40, 20);
    Volume half = MemoryVolume.of(dev.sprout.volumes.array.Block.ofInt32(other, new int[19200]));
    refused(
        () -> new VolumeRegion(places(16), half, BOX, CUBIC, RANGE),
        "have 24×40×20 voxels and memory has 24×40×40");
  }

  private static void refused(ThrowingCallable action, String said) {
    assertThatThrownBy(action).isInstanceOf(UserError.class).hasMessageContaining(said);
  }

  @Test
  void theRangeIsThatOfTheBox() {
    GreyRange range = Normalisation.MIN_MAX.range(places(16), BOX);
    assertThat(range).isEqualTo(new GreyRange(2 * 1600 + 4 * 40, 19 * 1600 + 35 * 40 + 35));
    float[] scaled = range.scale(places(16).read(Box.of(SHAPE)));
    assertThat(scaled[0]).isZero();
    assertThat(scaled[38399]).isEqualTo(1);
    double middle = (10000 - range.least()) / (range.greatest() - range.least() + 1e-8);
    assertThat(scaled[10000]).isEqualTo((float) middle);
  }
}
