package dev.sprout.xar.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.GaussianNoise;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTest {

  @ParameterizedTest
  @CsvSource({
    "patch, 32, 32",
    "cell 2, 8, 32",
    "subsample 2, 4, 32",
    "scale 1 2 4, 3, 42",
    "image, 1, 32"
  })
  void entitiesOfAGridOfFourByEight(String text, int entities, int positions) {
    EntityLayout layout = Entity.parse(text).layout(4, 8);
    assertThat(Entity.parse(text)).hasToString(text);
    assertThat(layout.entities()).isEqualTo(entities);
    assertThat(layout.positions()).isEqualTo(positions);
    assertThat(Arrays.stream(layout.sizes()).sum()).isEqualTo(positions);
    assertThat(layout.isUniform()).isEqualTo(!text.startsWith("scale"));
  }

  @Test
  void cellsAreInThePublishedOrder() {
    assertThat(order("cell 2"))
        .containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
  }

  @Test
  void subsamplesHoldTheSameOffsetOfEverySquare() {
    assertThat(order("subsample 2"))
        .containsExactly(0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15);
  }

  @Test
  void scalesAreAveragesAndLieAtTheCentreOfWhatTheyAverage() {
    EntityLayout layout = Entity.parse("scale 1 2 4").layout(4, 4);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray ramp = manager.arange(0f, 16f).reshape(1, 16, 1);
      float[] sequence = layout.sequence(ramp).toFloatArray();
      assertThat(sequence).startsWith(7.5f, 2.5f, 4.5f, 10.5f, 12.5f, 0f, 1f, 2f).hasSize(21);
    }
    assertThat(layout.row(0)).isEqualTo(1.5);
    assertThat(layout.column(2)).isEqualTo(2.5);
    assertThat(layout.row(20)).isEqualTo(3);
  }

  @Property(tries = 100)
  void theGridComesBack(
      @ForAll @IntRange(min = 1, max = 3) int size,
      @ForAll @IntRange(min = 1, max = 3) int down,
      @ForAll @IntRange(min = 1, max = 3) int across) {
    int rows = size * down;
    int columns = size * across;
    for (Entity entity :
        new Entity[] {
          new Entity.Patch(),
          new Entity.Cell(size),
          new Entity.Subsample(size),
          new Entity.Scale(down == rows ? java.util.List.of(rows) : java.util.List.of(down, rows)),
          new Entity.Image()
        }) {
      EntityLayout layout = entity.layout(rows, columns);
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray grid =
            GaussianNoise.draw(
                new RandomStream(1), manager, new Shape(2, (long) rows * columns, 3));
        NDArray back = layout.grid(layout.sequence(grid));
        assertThat(back.toFloatArray()).as(entity.toString()).isEqualTo(grid.toFloatArray());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "cell 2", "subsample 2", "scale 1 2 4", "image"})
  void theMaskIsBlockCausal(String text) {
    EntityLayout layout = Entity.parse(text).layout(4, 4);
    int n = layout.positions();
    int[] owner = owners(layout);
    float[] mask = layout.mask();
    float[] teacher = layout.teacherMask();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(mask[i * n + j] == 0).isEqualTo(owner[j] <= owner[i]);
        assertThat(teacher[i * 2 * n + j] == 0).isEqualTo(owner[j] <= owner[i]);
        assertThat(teacher[i * 2 * n + n + j] == 0).isFalse();
        assertThat(teacher[(n + i) * 2 * n + j] == 0).isEqualTo(owner[j] < owner[i]);
        assertThat(teacher[(n + i) * 2 * n + n + j] == 0).isEqualTo(owner[j] == owner[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cell",
        "cell 0",
        "cell 3",
        "cell 2 2",
        "Cell 2",
        "patch 1",
        "scale",
        "scale 1 2",
        "scale 4 2 4",
        "scale 0 4",
        "scale 3 4",
        "subsample 5",
        "image 1",
        "cell 99999"
      })
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Entity.parse(text).layout(4, 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("entity is '" + text + "'; accepted");
  }

  private static int[] owners(EntityLayout layout) {
    return IntStream.range(0, layout.entities())
        .flatMap(e -> IntStream.range(layout.begin(e), layout.begin(e + 1)).map(p -> e))
        .toArray();
  }

  private static int[] order(String text) {
    EntityLayout layout = Entity.parse(text).layout(4, 4);
    return IntStream.range(0, 16).map(p -> (int) (4 * layout.row(p) + layout.column(p))).toArray();
  }
}
