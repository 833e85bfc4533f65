package dev.sprout.nn.weights;

/**
 * Bit-exact conversions between float32 and the two 16-bit formats: widening is exact, narrowing
 * rounds to nearest even, overflows to infinity, and keeps a NaN's sign and leading bits.
 */
final class HalfPrecision {
  private static final int INFINITY = 0x7f800000;

  private HalfPrecision() {}

  /** Bits of the float of every half. */
  private static final class Table {
    private static final int[] FLOATS = new int[1 << 16];

    static {
      for (int half = 0; half < FLOATS.length; half++) {
        FLOATS[half] = Float.floatToRawIntBits(fromHalf((short) half));
      }
    }
  }

  /** IEEE 754 binary16 bits to float bits, as many as there are. */
  static void widen(short[] halves, int[] floats) {
    int[] table = Table.FLOATS;
    for (int i = 0; i < halves.length; i++) {
      floats[i] = table[halves[i] & 0xffff];
    }
  }

  /** IEEE 754 binary16 bits to float. */
  static float fromHalf(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | INFINITY | (mantissa << 13));
    }
    if (exponent == 0) {
      return Math.copySign(mantissa * 0x1p-24f, Float.intBitsToFloat(sign));
    }
    return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (mantissa << 13));
  }

  /** Float to IEEE 754 binary16 bits. */
  static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > INFINITY) {
      int payload = (magnitude >>> 13) & 0x3ff;
      return (short) (sign | 0x7c00 | (payload == 0 ? 0x200 : payload));
    }
    if (magnitude >= 0x47800000) { // 2^16 and more
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) { // below 2^-14: a multiple of 2^-24, which rint rounds to even
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
    }
    return (short) (sign | roundOff(magnitude - 0x38000000, 13)); // exponent bias 127 to 15
  }

  /** Bfloat16 bits to float. */
  static float fromBfloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Float to bfloat16 bits. */
  static short toBfloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fffffff) > INFINITY) {
      int payload = (bits >>> 16) & 0x7f;
      return (short) ((bits >>> 16) | (payload == 0 ? 0x40 : 0));
    }
    return (short) roundOff(bits, 16);
  }

  /** Drops low bits, rounding to nearest even; a carry into the exponent is the right result. */
  private static int roundOff(int bits, int dropped) {
    int odd = (bits >>> dropped) & 1;
    return (bits + (1 << (dropped - 1)) - 1 + odd) >>> dropped;
  }
}
