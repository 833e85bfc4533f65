package dev.sprout.volumes.zarr;

import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One level of a pyramid from the one below. */
final class Downsampling {
  private final ElementType type;
  private final Coordinate shape;
  private final ByteBuffer data;
  private final Coordinate factor;
  private final long[] cell; // values of one cell as bits, those that are within the array
  private int cellSize;

  private Downsampling(Block block, Coordinate factor) {
    this.type = block.type();
    this.shape = block.shape();
    this.data = ByteBuffer.wrap(block.littleEndian()).order(ByteOrder.LITTLE_ENDIAN);
    this.factor = factor;
    this.cell = new long[(int) factor.volume()];
  }

  /** Extent of a level; a cell that is cut off at the end counts. */
  static Coordinate shape(Coordinate fine, Coordinate factor) {
    return new Coordinate(
        (fine.z() - 1) / factor.z() + 1,
        (fine.y() - 1) / factor.y() + 1,
        (fine.x() - 1) / factor.x() + 1);
  }

  /**
   * The mean or the mode of every cell.
   *
   * @param factor extent of a cell
   */
  static Block of(Block block, Coordinate factor, Content content) {
    return new Downsampling(block, factor).apply(content);
  }

  private Block apply(Content content) {
    Coordinate coarse = shape(shape, factor);
    ByteBuffer out =
        ByteBuffer.allocate((int) coarse.volume() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int z = 0; z < coarse.z(); z++) {
      for (int y = 0; y < coarse.y(); y++) {
        for (int x = 0; x < coarse.x(); x++) {
          collect(z, y, x);
          put(out, content == Content.LABELS ? mode() : mean());
        }
      }
    }
    return new Block(type, coarse, out.array());
  }

  private void collect(int z, int y, int x) {
    cellSize = 0;
    Coordinate from = new Coordinate(z * factor.z(), y * factor.y(), x * factor.x());
    Coordinate to = from.plus(factor).min(shape);
    for (long k = from.z(); k < to.z(); k++) {
      for (long j = from.y(); j < to.y(); j++) {
        for (long i = from.x(); i < to.x(); i++) {
          cell[cellSize++] = bits((int) ((k * shape.y() + j) * shape.x() + i));
        }
      }
    }
  }

  private long bits(int i) {
    return switch (type.bytes()) {
      case 1 -> data.get(i) & 0xff;
      case 2 -> data.getShort(2 * i) & 0xffff;
      case 4 -> data.getInt(4 * i) & 0xffffffffL;
      default -> data.getLong(8 * i);
    };
  }

  private void put(ByteBuffer out, long bits) {
    switch (type.bytes()) {
      case 1 -> out.put((byte) bits);
      case 2 -> out.putShort((short) bits);
      case 4 -> out.putInt((int) bits);
      default -> out.putLong(bits);
    }
  }

  private long mode() {
    long best = cell[0];
    int most = 0;
    for (int i = 0; i < cellSize; i++) {
      int count = 0;
      for (int j = 0; j < cellSize; j++) {
        count += cell[j] == cell[i] ? 1 : 0;
      }
      if (count > most || (count == most && Long.compareUnsigned(cell[i], best) < 0)) {
        most = count;
        best = cell[i];
      }
    }
    return best;
  }

  /** The mean as bits; of whole numbers rounded to the nearest, halves up. */
  private long mean() {
    double sum = 0; // exact for whole numbers of up to 32 bits
    for (int i = 0; i < cellSize; i++) {
      sum += number(cell[i]);
    }
    double mean = sum / cellSize;
    return switch (type) {
      case FLOAT32 -> Float.floatToRawIntBits((float) mean);
      case FLOAT64 -> Double.doubleToRawLongBits(mean);
      default -> (long) Math.floor(mean + 0.5);
    };
  }

  private double number(long bits) {
    return switch (type) {
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
      case INT8 -> (byte) bits;
      case INT16 -> (short) bits;
      case INT32 -> (int) bits;
      default -> bits;
    };
  }
}
