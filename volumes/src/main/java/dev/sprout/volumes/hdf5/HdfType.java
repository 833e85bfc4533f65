package dev.sprout.volumes.hdf5;

import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ElementType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The type of a data set's values.
 *
 * @param elements type of a value
 * @param bigEndian byte order in the file
 */
record HdfType(ElementType elements, boolean bigEndian) {
  /**
   * The type of numbers.
   *
   * @throws UserError for numbers of unusual width and for what is no number
   */
  static HdfType of(String name, DataType type) {
    if (type instanceof FixedPoint whole
        && whole.getBitPrecision() == 8 * whole.getSize()
        && whole.getBitOffset() == 0) {
      ElementType elements = whole(name, whole.getSize(), whole.isSigned());
      return new HdfType(elements, whole.getByteOrder() == ByteOrder.BIG_ENDIAN);
    } else if (type instanceof FloatingPoint real && (real.getSize() == 4 || real.getSize() == 8)) {
      return new HdfType(
          real.getSize() == 4 ? ElementType.FLOAT32 : ElementType.FLOAT64,
          real.getByteOrder() == ByteOrder.BIG_ENDIAN);
    }
    throw unsupported(name, type);
  }

  private static ElementType whole(String name, int bytes, boolean signed) {
    return switch (bytes) {
      case 1 -> signed ? ElementType.INT8 : ElementType.UINT8;
      case 2 -> signed ? ElementType.INT16 : ElementType.UINT16;
      case 4 -> signed ? ElementType.INT32 : ElementType.UINT32;
      case 8 -> signed ? ElementType.INT64 : ElementType.UINT64;
      default -> throw UserError.failure("%s has whole numbers of %d bytes", name, bytes);
    };
  }

  private static UserError unsupported(String name, DataType type) {
    return UserError.failure(
        "%s holds %s of %d bytes; supported are whole numbers of 1 to 8 bytes and floating-point"
            + " numbers of 4 and 8 bytes",
        name, type.getClass().getSimpleName(), type.getSize());
  }

  /**
   * One value, little-endian.
   *
   * @param value as the library gives it; null for nought
   */
  byte[] bytesOf(Object value) {
    Number number = value instanceof Number given ? given : 0;
    long bits =
        switch (elements) {
          case FLOAT32 -> Float.floatToRawIntBits(number.floatValue());
          case FLOAT64 -> Double.doubleToRawLongBits(number.doubleValue());
          default -> number.longValue();
        };
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    return Arrays.copyOf(all, elements.bytes());
  }
}
