package dev.sprout.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/** Turns the little-endian bytes of a stored tensor into an array. */
final class StoredTensor {
  private StoredTensor() {}

  static NDArray read(TensorInfo info, ByteBuffer bytes, NDManager manager) {
    int count = Math.toIntExact(info.elements());
    Shape shape = new Shape(info.shape());
    return switch (info.type()) {
      case F64, F32, F16, BF16 -> manager.create(floats(info.type(), bytes, count), shape);
      case I64 -> {
        long[] values = new long[count];
        bytes.asLongBuffer().get(values);
        yield manager.create(values, shape);
      }
      case I32, I16 -> manager.create(ints(info.type(), bytes, count), shape);
      case I8, U8, BOOL -> {
        byte[] values = new byte[count];
        bytes.get(values);
        yield manager.create(ByteBuffer.wrap(values), shape, byteType(info.type()));
      }
    };
  }

  private static DataType byteType(TensorType type) {
    return switch (type) {
      case I8 -> DataType.INT8;
      case BOOL -> DataType.BOOLEAN;
      default -> DataType.UINT8;
    };
  }

  private static int[] ints(TensorType type, ByteBuffer bytes, int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = type == TensorType.I32 ? bytes.getInt() : bytes.getShort();
    }
    return values;
  }

  static float[] floats(TensorType type, ByteBuffer bytes, int count) {
    float[] values = new float[count];
    if (type == TensorType.F32) {
      bytes.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case F64 -> (float) bytes.getDouble();
            case F16 -> HalfPrecision.fromHalf(bytes.getShort());
            default -> HalfPrecision.fromBfloat(bytes.getShort());
          };
    }
    return values;
  }
}
