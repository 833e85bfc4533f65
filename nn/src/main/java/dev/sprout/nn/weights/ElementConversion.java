package dev.sprout.nn.weights;

import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;
import java.nio.ByteBuffer;

/** Conversions between stored elements and an array's elements. All bytes are little endian. */
final class ElementConversion {
  private ElementConversion() {}

  /** Whether stored elements are the array's elements, bit for bit. */
  static boolean isIdentity(TensorType stored, DataType loaded) {
    return switch (stored) {
      case F64 -> loaded == DataType.FLOAT64;
      case F32 -> loaded == DataType.FLOAT32;
      case I64 -> loaded == DataType.INT64;
      case I32 -> loaded == DataType.INT32;
      case I8 -> loaded == DataType.INT8;
      case U8 -> loaded == DataType.UINT8;
      case F16, BF16, I16, U64, U32, U16, BOOL -> false;
    };
  }

  /** Reads all stored elements, of a type that is no identity, as the type they are given in. */
  static void load(TensorType stored, ByteBuffer in, ByteBuffer out) {
    if (stored == TensorType.F16) {
      widenHalves(in, out);
      return;
    }
    while (in.hasRemaining()) {
      switch (stored) {
        case F64 -> out.putFloat((float) in.getDouble());
        case BF16 -> out.putFloat(HalfPrecision.fromBfloat(in.getShort()));
        case I16 -> out.putInt(in.getShort());
        case U64 -> out.putLong(signed(in.getLong()));
        case U32 -> out.putLong(Integer.toUnsignedLong(in.getInt()));
        case U16 -> out.putInt(Short.toUnsignedInt(in.getShort()));
        case BOOL -> out.put((byte) (in.get() == 0 ? 0 : 1));
        default -> throw new IllegalArgumentException(stored + " needs no conversion");
      }
    }
  }

  /**
   * Most model files are in half precision: whole pieces at once cost a tenth of single elements.
   */
  private static void widenHalves(ByteBuffer in, ByteBuffer out) {
    short[] halves = new short[in.remaining() / Short.BYTES];
    in.asShortBuffer().get(halves);
    in.position(in.limit());
    int[] floats = new int[halves.length];
    HalfPrecision.widen(halves, floats);
    out.asIntBuffer().put(floats);
    out.position(out.position() + floats.length * Integer.BYTES);
  }

  private static long signed(long unsigned) {
    if (unsigned < 0) {
      throw UserError.failure(
          "an array holds %s; accepted are whole numbers below 2^63",
          Long.toUnsignedString(unsigned));
    }
    return unsigned;
  }

  /** Stores an array's real elements until the output is full or the input is used up. */
  static void store(DataType given, ByteBuffer in, TensorType stored, ByteBuffer out) {
    while (in.hasRemaining() && out.remaining() >= stored.bytes()) {
      float value = real(given, in);
      switch (stored) {
        case F32 -> out.putFloat(value);
        case F16 -> out.putShort(HalfPrecision.toHalf(value));
        case BF16 -> out.putShort(HalfPrecision.toBfloat(value));
        default -> throw new IllegalArgumentException("real arrays can't be stored as " + stored);
      }
    }
  }

  private static float real(DataType given, ByteBuffer in) {
    return switch (given) {
      case FLOAT64 -> (float) in.getDouble();
      case FLOAT16 -> HalfPrecision.fromHalf(in.getShort());
      default -> in.getFloat();
    };
  }
}
