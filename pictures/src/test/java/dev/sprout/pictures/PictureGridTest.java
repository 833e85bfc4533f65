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

  @Test
  void labelsStandUnderTheirPictures() {
    Picture red = TestPictures.plain(40, 20, 255, 0, 0);
    Picture grid = PictureGrid.labelled(List.of(red, red), List.of("ab", "ü"), 2, 4);
    assertThat(grid.width()).isEqualTo(84);
    assertThat(grid.height()).isEqualTo(20 + Lettering.HEIGHT);
    assertThat(dark(grid, 0, 40)).isGreaterThan(20);
    assertThat(dark(grid, 44, 84)).isGreaterThan(10);
    assertThat(dark(grid, 40, 44)).isZero();
  }

  @Test
  void longLabelsAreCutAndForeignLettersStandAsQuestionMarks() {
    assertThat(Lettering.line("abcdefgh", 28)).isEqualTo(Lettering.line("ab..", 28));
    assertThat(Lettering.line("\u732b", 28)).isEqualTo(Lettering.line("?", 28));
    assertThat(Lettering.line("u\u0308", 28)).isEqualTo(Lettering.line("ü", 28));
    assertThat(Lettering.line("", 3).width()).isEqualTo(3);
    assertThat(Lettering.line("i", 28)).isNotEqualTo(Lettering.line("l", 28));
  }

  /** Dark pixels of the label's line between two columns. */
  private static int dark(Picture grid, int from, int to) {
    int count = 0;
    for (int y = 20; y < grid.height(); y++) {
      for (int x = from; x < to; x++) {
        count += grid.at(x, y, 0) < 128 ? 1 : 0;
      }
    }
    return count;
  }
}
