package dev.sprout.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureGridTest {
  private static final Picture RED = TestPictures.uniform(3, 2, 255, 0, 0);
  private static final Picture BLUE = TestPictures.uniform(3, 2, 0, 0, 255);

  @Test
  void cellsStandInRowsWithWhiteBetween() {
    Picture grid = PictureGrid.of(List.of(RED, BLUE, BLUE), 2, 1);
    assertThat(grid.width()).isEqualTo(7);
    assertThat(grid.height()).isEqualTo(5);
    assertThat(grid.cut(0, 0, 3, 2)).isEqualTo(RED);
    assertThat(grid.cut(4, 0, 3, 2)).isEqualTo(BLUE);
    assertThat(grid.cut(0, 3, 3, 2)).isEqualTo(BLUE);
    assertThat(grid.cut(3, 0, 1, 5)).isEqualTo(TestPictures.uniform(1, 5, 255, 255, 255));
    assertThat(grid.cut(0, 2, 7, 1)).isEqualTo(TestPictures.uniform(7, 1, 255, 255, 255));
    assertThat(grid.cut(4, 3, 3, 2)).isEqualTo(TestPictures.uniform(3, 2, 255, 255, 255));
  }

  @Test
  void smallCellsAreCentred() {
    Picture dot = TestPictures.uniform(1, 1, 0, 0, 0);
    Picture grid = PictureGrid.of(List.of(TestPictures.uniform(3, 3, 9, 9, 9), dot), 1, 0);
    assertThat(grid.at(1, 4, 0)).isZero();
    assertThat(grid.at(0, 4, 0)).isEqualTo(255);
    assertThat(grid.at(1, 3, 0)).isEqualTo(255);
    assertThat(grid.at(1, 5, 0)).isEqualTo(255);
  }

  @Test
  void fewCellsMakeANarrowGrid() {
    assertThat(PictureGrid.of(List.of(RED), 8, 4)).isEqualTo(RED);
  }

  @Test
  void refusesGridsThatAreNone() {
    assertThatThrownBy(() -> PictureGrid.of(List.of(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PictureGrid.of(Collections.nCopies(2, RED), 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PictureGrid.of(Collections.nCopies(2, RED), 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
