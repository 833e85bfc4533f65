package dev.sprout.xar.entity;

import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Unit of prediction, X (xAR, section 3.1): the tokens of one autoregressive step. Immutable.
 *
 * <p>Written as {@code patch}, {@code cell K}, {@code subsample S}, {@code scale R1 R2 ...} or
 * {@code image}.
 */
public sealed interface Entity {
  /** Written form: a name and numbers. */
  Pattern TEXT = Pattern.compile("([a-z]+)((?: \\d{1,4})*)");

  /** Partition of a grid of tokens into entities. */
  EntityLayout layout(int rows, int columns);

  /**
   * Parses the written form of an entity.
   *
   * @throws UserError for any other text
   */
  static Entity parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    String name = matcher.matches() ? matcher.group(1) : "";
    List<Integer> sizes =
        name.isEmpty()
            ? List.of()
            : Stream.of(matcher.group(2).split(" ", -1)).skip(1).map(Integer::valueOf).toList();
    if (name.equals("patch") && sizes.isEmpty()) {
      return new Patch();
    } else if (name.equals("cell") && sizes.size() == 1) {
      return new Cell(sizes.get(0));
    } else if (name.equals("subsample") && sizes.size() == 1) {
      return new Subsample(sizes.get(0));
    } else if (name.equals("scale") && !sizes.isEmpty()) {
      return new Scale(sizes);
    } else if (name.equals("image") && sizes.isEmpty()) {
      return new Image();
    }
    throw UserError.failure(
        "entity is '%s'; accepted are patch, cell K, subsample S, scale R1 R2 ... and image", text);
  }

  /** Single tokens in raster order: next-token prediction. */
  record Patch() implements Entity {
    @Override
    public EntityLayout layout(int rows, int columns) {
      return new Cell(1).layout(rows, columns);
    }

    @Override
    public String toString() {
      return "patch";
    }
  }

  /**
   * Square blocks of neighbouring tokens, in raster order: the released models.
   *
   * @param size tokens per side; divides both sides of the grid
   */
  record Cell(int size) implements Entity {
    @Override
    public EntityLayout layout(int rows, int columns) {
      requireDivisor("cell", size, rows, columns);
      List<int[][]> entities = new ArrayList<>();
      for (int row = 0; row < rows; row += size) {
        for (int column = 0; column < columns; column += size) {
          entities.add(block(columns, row, column, size, size, 1));
        }
      }
      return new EntityLayout(rows, columns, entities);
    }

    @Override
    public String toString() {
      return "cell " + size;
    }
  }

  /**
   * Tokens at the same offset of all stride×stride squares: distant positions together.
   *
   * @param stride distance in rows and columns; divides both sides of the grid
   */
  record Subsample(int stride) implements Entity {
    @Override
    public EntityLayout layout(int rows, int columns) {
      requireDivisor("subsample", stride, rows, columns);
      List<int[][]> entities = new ArrayList<>();
      for (int row = 0; row < stride; row++) {
        for (int column = 0; column < stride; column++) {
          entities.add(block(columns, row, column, rows / stride, columns / stride, stride));
        }
      }
      return new EntityLayout(rows, columns, entities);
    }

    @Override
    public String toString() {
      return "subsample " + stride;
    }
  }

  /**
   * The whole map at increasing resolutions, each averaged from the finest.
   *
   * @param resolutions rows of each map, increasing divisors of the grid's rows; the last is all
   *     rows
   */
  record Scale(List<Integer> resolutions) implements Entity {
    /** Copies the list. */
    public Scale {
      resolutions = List.copyOf(resolutions);
    }

    @Override
    public EntityLayout layout(int rows, int columns) {
      int last = 0;
      List<int[][]> entities = new ArrayList<>();
      for (int resolution : resolutions) {
        if (resolution <= last || rows % resolution != 0 || columns % (rows / resolution) != 0) {
          throw refusal(rows, columns);
        }
        entities.add(averages(rows, columns, rows / resolution));
        last = resolution;
      }
      if (last != rows) {
        throw refusal(rows, columns);
      }
      return new EntityLayout(rows, columns, entities);
    }

    private static int[][] averages(int rows, int columns, int side) {
      List<int[]> positions = new ArrayList<>();
      for (int row = 0; row < rows; row += side) {
        for (int column = 0; column < columns; column += side) {
          int[][] block = block(columns, row, column, side, side, 1);
          positions.add(Stream.of(block).mapToInt(token -> token[0]).toArray());
        }
      }
      return positions.toArray(int[][]::new);
    }

    private UserError refusal(int rows, int columns) {
      return UserError.failure(
          "entity is '%s'; accepted are increasing divisors of the %d×%d tokens, the last one"
              + " %d",
          this, rows, columns, rows);
    }

    @Override
    public String toString() {
      return "scale " + String.join(" ", resolutions.stream().map(String::valueOf).toList());
    }
  }

  /** All tokens in one entity: plain flow matching. */
  record Image() implements Entity {
    @Override
    public EntityLayout layout(int rows, int columns) {
      return new EntityLayout(
          rows, columns, List.<int[][]>of(block(columns, 0, 0, rows, columns, 1)));
    }

    @Override
    public String toString() {
      return "image";
    }
  }

  private static int[][] block(int columns, int row, int column, int high, int wide, int stride) {
    return IntStream.range(0, high * wide)
        .map(i -> (row + i / wide * stride) * columns + column + i % wide * stride)
        .mapToObj(token -> new int[] {token})
        .toArray(int[][]::new);
  }

  private static void requireDivisor(String name, int size, int rows, int columns) {
    if (size < 1 || rows % size != 0 || columns % size != 0) {
      throw UserError.failure(
          "entity is '%s %d'; accepted is a divisor of the tokens, %d rows and %d columns",
          name, size, rows, columns);
    }
  }
}
