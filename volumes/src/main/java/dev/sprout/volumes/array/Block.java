package dev.sprout.volumes.array;

import dev.sprout.core.UserError;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Values of a box of voxels in memory, in order z, y, x. Numbers come out exactly as the file holds
 * them, or not at all: an accessor refuses a type that its result can't hold.
 */
public final class Block {
  private static final VarHandle SHORT = littleEndian(short[].class);
  private static final VarHandle INT = littleEndian(int[].class);
  private static final VarHandle LONG = littleEndian(long[].class);
  private static final VarHandle FLOAT = littleEndian(float[].class);
  private static final VarHandle DOUBLE = littleEndian(double[].class);

  private final ElementType type;
  private final Coordinate shape;
  private final byte[] data; // C order, little-endian

  /**
   * Wraps values without copying them.
   *
   * @param data C order, little-endian
   */
  public Block(ElementType type, Coordinate shape, byte[] data) {
    if (data.length != shape.volume() * type.bytes()) {
      throw new IllegalArgumentException(
          data.length + " bytes aren't " + shape + " values of " + type);
    }
    this.type = type;
    this.shape = shape;
    this.data = data;
  }

  /** A block of {@code uint8}. */
  public static Block ofUint8(Coordinate shape, byte[] values) {
    return new Block(ElementType.UINT8, shape, values);
  }

  /** A block of {@code uint16}. */
  public static Block ofUint16(Coordinate shape, short[] values) {
    byte[] data = new byte[Math.multiplyExact(values.length, ElementType.UINT16.bytes())];
    view(data).asShortBuffer().put(values);
    return new Block(ElementType.UINT16, shape, data);
  }

  /** A block of {@code int32}. */
  public static Block ofInt32(Coordinate shape, int[] values) {
    byte[] data = new byte[Math.multiplyExact(values.length, ElementType.INT32.bytes())];
    view(data).asIntBuffer().put(values);
    return new Block(ElementType.INT32, shape, data);
  }

  /** A block of {@code uint64}; a negative {@code long} stands for a number from 2^63. */
  public static Block ofUint64(Coordinate shape, long[] values) {
    byte[] data = new byte[Math.multiplyExact(values.length, ElementType.UINT64.bytes())];
    view(data).asLongBuffer().put(values);
    return new Block(ElementType.UINT64, shape, data);
  }

  /** A block of {@code float32}. */
  public static Block ofFloat32(Coordinate shape, float[] values) {
    byte[] data = new byte[Math.multiplyExact(values.length, ElementType.FLOAT32.bytes())];
    view(data).asFloatBuffer().put(values);
    return new Block(ElementType.FLOAT32, shape, data);
  }

  private static VarHandle littleEndian(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Type of the values. */
  public ElementType type() {
    return type;
  }

  /** Extent in voxels. */
  public Coordinate shape() {
    return shape;
  }

  /** Number of voxels. */
  public int size() {
    return data.length / type.bytes();
  }

  /** The values themselves in C order, little-endian; not a copy. */
  public byte[] littleEndian() {
    return data;
  }

  /** Values of {@code uint8}, each as its bit pattern; not a copy. */
  public byte[] uint8() {
    expect(ElementType.UINT8);
    return data;
  }

  /** Values of {@code uint16}, each as its bit pattern. */
  public short[] uint16() {
    expect(ElementType.UINT16);
    short[] values = new short[size()];
    view(data).asShortBuffer().get(values);
    return values;
  }

  /** Values of {@code int32}. */
  public int[] int32() {
    expect(ElementType.INT32);
    int[] values = new int[size()];
    view(data).asIntBuffer().get(values);
    return values;
  }

  private void expect(ElementType expected) {
    if (type != expected) {
      throw UserError.failure("the volume holds %s where %s is expected", type, expected);
    }
  }

  /**
   * Labels of any whole-number type as unsigned 64-bit numbers.
   *
   * @throws UserError for floating-point numbers and negative values
   */
  public long[] labels() {
    requireLabelType("the volume", type);
    long[] labels = new long[size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = whole(i);
      if (labels[i] < 0 && type.isSigned()) {
        throw UserError.failure("label %d is negative; labels are numbers from 0", labels[i]);
      }
    }
    return labels;
  }

  /**
   * Refuses floating-point numbers as labels.
   *
   * @param name of the volume, for people
   * @throws UserError when the type is no whole number
   */
  public static void requireLabelType(String name, ElementType type) {
    if (type.isFloat()) {
      throw UserError.failure(
          "%s holds %s, which can't be labels: numbers above 2^24 would have been rounded. Save the"
              + " labels as whole numbers.",
          name, type);
    }
  }

  /**
   * Intensities as they are, not scaled: {@code uint8} gives 0 to 255.
   *
   * @throws UserError for whole numbers of 32 bits and more, which {@code float32} can't hold, and
   *     for {@code float64} values that it can't hold
   */
  public float[] intensities() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = intensity(i);
    }
    return values;
  }

  private float intensity(int i) {
    return switch (type) {
      case FLOAT32 -> (float) FLOAT.get(data, 4 * i);
      case FLOAT64 -> narrowed((double) DOUBLE.get(data, 8 * i));
      case UINT8, INT8, UINT16, INT16 -> whole(i);
      default ->
          throw UserError.failure(
              "the volume holds %s, which float32 can't hold exactly; intensities have 8 or 16 bits"
                  + " or are floating-point numbers",
              type);
    };
  }

  private static float narrowed(double value) {
    float narrow = (float) value;
    if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
      throw UserError.failure("%s is beyond float32", value);
    }
    return narrow;
  }

  /** A whole number; {@code uint64} from 2^63 comes as its bit pattern. */
  private long whole(int i) {
    return switch (type) {
      case UINT8 -> data[i] & 0xff;
      case INT8 -> data[i];
      case UINT16 -> (short) SHORT.get(data, 2 * i) & 0xffff;
      case INT16 -> (short) SHORT.get(data, 2 * i);
      case UINT32 -> (int) INT.get(data, 4 * i) & 0xffffffffL;
      case INT32 -> (int) INT.get(data, 4 * i);
      case UINT64, INT64 -> (long) LONG.get(data, 8 * i);
      case FLOAT32, FLOAT64 -> throw new IllegalStateException(type + " is no whole number");
    };
  }

  private static ByteBuffer view(byte[] data) {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }
}
