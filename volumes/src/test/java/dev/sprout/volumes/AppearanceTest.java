package dev.sprout.volumes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Box;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppearanceTest {
  private static final Coordinate SHAPE = new Coordinate(3, 20, 30);
  private static final Box WHOLE = Box.of(SHAPE);

  @TempDir private Path folder;

  private Volume volume(String name, IntUnaryOperator values) {
    OmeZarrLayout layout =
        OmeZarrLayout.usual(name, Content.INTENSITIES, SHAPE, ElementType.UINT16, Optional.empty());
    short[] words = new short[(int) SHAPE.volume()];
    for (int i = 0; i < words.length; i++) {
      words[i] = (short) values.applyAsInt(i);
    }
    OmeZarrWriter.open(folder.resolve(name), layout)
        .write(0, Coordinate.ZERO, Block.ofUint16(SHAPE, words));
    return Volume.open(VolumeAddress.of(folder.resolve(name)));
  }

  @Test
  void greyValuesChangeFromVoxelToVoxelAndLabelsDoNot() {
    try (Volume grey = volume("grey", i -> i * 7919 % 251);
        Volume cells = volume("cells", i -> 1 + i % 30 / 6); // five stripes a row
        Volume mask = volume("mask", i -> i % 30 % 6 == 0 ? 0 : 255);
        Volume empty = volume("empty", i -> 0)) {
      assertThatCode(() -> Appearance.requireGrey("data", grey, WHOLE)).doesNotThrowAnyException();
      assertThatThrownBy(() -> Appearance.requireGrey("data", cells, WHOLE))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("data " + cells.name() + " looks like labels: in section 1, 83 of");
      assertThatThrownBy(() -> Appearance.requireLabels("labels", grey, WHOLE))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("labels " + grey.name() + " looks like grey values: in section 1");
      for (Volume labels : new Volume[] {cells, mask, empty}) {
        assertThatCode(() -> Appearance.requireLabels("labels", labels, WHOLE))
            .doesNotThrowAnyException();
      }
    }
  }
}
