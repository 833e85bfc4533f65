package dev.sprout.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureGridTest {
  private static final int W = 255;

  private static Picture cell(int value) {
    return TestPictures.grey(new int[] {value});
  }

  @Test
  void cellsStandInRowsOnWhite() {
    Picture grid = PictureGrid.of(List.of(cell(1), cell(2), cell(3)), 2, 1);
    assertThat(grid)
        .isEqualTo(
            TestPictures.grey(new int[] {1, W, 2}, new int[] {W, W, W}, new int[] {3, W, W}));
  }

  @Test
  void fewerCellsThanColumnsMakeANarrowGrid() {
    assertThat(PictureGrid.of(List.of(cell(1), cell(2)), 8, 0))
        .isEqualTo(TestPictures.grey(new int[] {1, 2}));
  }

  @Test
  void smallerCellsAreCentred() {
    Picture large = TestPictures.plain(3, 3, 9, 9, 9);
    Picture grid = PictureGrid.of(List.of(large, cell(4)), 2, 0);
    assertThat(grid)
        .isEqualTo(
            TestPictures.grey(
                new int[] {9, 9, 9, W, W, W},
                new int[] {9, 9, 9, W, 4, W},
                new int[] {9, 9, 9, W, W, W}));
  }

  @Test
  void nothingMakesNoGrid() {
    assertThatThrownBy(() -> PictureGrid.of(List.of(), 2, 1)).hasMessageContaining("0 pictures");
    assertThatThrownBy(() -> PictureGrid.of(List.of(cell(1)), 0, 1))
        .hasMessageContaining("0 columns");
  }
}
