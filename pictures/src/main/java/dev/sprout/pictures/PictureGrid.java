package dev.sprout.pictures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Grid of many pictures in one. */
public final class PictureGrid {
  private PictureGrid() {}

  /**
   * Pictures in rows from left to right on white. All cells are as large as the widest and tallest
   * picture; smaller ones are centred.
   *
   * @param cells at least one
   * @param columns cells per row, ≥ 1; the last row may be shorter
   * @param gap white pixels between cells, ≥ 0
   */
  public static Picture of(List<Picture> cells, int columns, int gap) {
    if (cells.isEmpty() || columns < 1 || gap < 0) {
      throw new IllegalArgumentException(
          "no grid of %d pictures, %d columns, gap %d".formatted(cells.size(), columns, gap));
    }
    int w = cells.stream().mapToInt(Picture::width).max().getAsInt();
    int h = cells.stream().mapToInt(Picture::height).max().getAsInt();
    int used = Math.min(columns, cells.size());
    int rows = (cells.size() + columns - 1) / columns;
    Picture grid = white(used * (w + gap) - gap, rows * (h + gap) - gap);
    for (int i = 0; i < cells.size(); i++) {
      Picture cell = cells.get(i);
      int x = i % columns * (w + gap) + (w - cell.width()) / 2;
      int y = i / columns * (h + gap) + (h - cell.height()) / 2;
      paste(cell, grid, x, y);
    }
    return grid;
  }

  /**
   * Like {@link #of}, with a line of text under each picture.
   *
   * @param labels one label per cell
   */
  public static Picture labelled(List<Picture> cells, List<String> labels, int columns, int gap) {
    if (cells.size() != labels.size()) {
      throw new IllegalArgumentException(cells.size() + " pictures, " + labels.size() + " labels");
    }
    List<Picture> named =
        IntStream.range(0, cells.size()).mapToObj(i -> named(cells.get(i), labels.get(i))).toList();
    return of(named, columns, gap);
  }

  private static Picture named(Picture picture, String label) {
    Picture named = white(picture.width(), picture.height() + Lettering.HEIGHT);
    paste(picture, named, 0, 0);
    paste(Lettering.line(label, picture.width()), named, 0, picture.height());
    return named;
  }

  private static Picture white(int width, int height) {
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    Arrays.fill(rgb, (byte) 0xff);
    return new Picture(width, height, rgb);
  }

  private static void paste(Picture cell, Picture grid, int x, int y) {
    int row = 3 * cell.width();
    for (int i = 0; i < cell.height(); i++) {
      System.arraycopy(cell.rgb(), i * row, grid.rgb(), 3 * ((y + i) * grid.width() + x), row);
    }
  }
}
