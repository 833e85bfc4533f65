package dev.sprout.volumes.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.sprout.volumes.array.ElementType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The value of chunks that aren't stored, from JSON to the bytes of one value. */
final class FillValue {
  private FillValue() {}

  /**
   * Bytes of one value, little-endian.
   *
   * @throws dev.sprout.core.UserError when the value isn't one of the type
   */
  static byte[] parse(Fields fields, JsonElement value, ElementType type) {
    if (value instanceof JsonPrimitive primitive) {
      try {
        return type.isFloat() ? ofFloat(primitive, type) : ofWhole(primitive, type);
      } catch (ArithmeticException | NumberFormatException e) {
        // no value of the type
      }
    }
    throw fields.error("fill_value is %s, which is no %s", value, type);
  }

  /** Nought as JSON writes it for a type. */
  static JsonPrimitive zero(ElementType type) {
    return type.isFloat() ? new JsonPrimitive(0.0) : new JsonPrimitive(0);
  }

  private static byte[] ofWhole(JsonPrimitive value, ElementType type) {
    if (value.isBoolean()) {
      return littleEndian(value.getAsBoolean() ? 1 : 0, type.bytes());
    } else if (!value.isNumber()) {
      throw new NumberFormatException("not a number");
    }
    BigDecimal decimal = value.getAsBigDecimal();
    if (Math.abs((long) decimal.precision() - decimal.scale()) > 100) {
      throw new ArithmeticException("beyond 64 bits");
    }
    BigInteger whole = decimal.toBigIntegerExact();
    int bits = 8 * type.bytes();
    boolean fits =
        type.isSigned()
            ? whole.bitLength() < bits
            : whole.signum() >= 0 && whole.bitLength() <= bits;
    if (!fits) {
      throw new ArithmeticException("beyond " + bits + " bits");
    }
    return littleEndian(whole.longValue(), type.bytes());
  }

  private static byte[] ofFloat(JsonPrimitive value, ElementType type) {
    if (value.isString() && value.getAsString().matches("0x[0-9a-fA-F]{1,16}")) {
      BigInteger bits = new BigInteger(value.getAsString().substring(2), 16);
      if (bits.bitLength() > 8 * type.bytes()) {
        throw new ArithmeticException("beyond " + type);
      }
      return littleEndian(bits.longValue(), type.bytes());
    } else if (value.isBoolean()) {
      throw new NumberFormatException("not a number");
    }
    double number = Double.parseDouble(value.getAsString()); // also NaN and Infinity
    return type == ElementType.FLOAT32
        ? littleEndian(Float.floatToIntBits((float) number), 4)
        : littleEndian(Double.doubleToLongBits(number), 8);
  }

  private static byte[] littleEndian(long bits, int bytes) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    return Arrays.copyOf(all, bytes);
  }
}
