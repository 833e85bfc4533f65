package dev.sprout.nn.weights;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements of an array as bytes of a file: C order, little endian. */
final class ArrayBytes {
  /** Elements per piece of native memory; Java's buffers have int sizes. */
  private static final long PIECE = 1 << 26;

  private static final int WINDOW_BYTES = 1 << 16;

  private ArrayBytes() {}

  /**
   * Stored type of an array: the given type for real numbers, its own for others.
   *
   * @throws IllegalArgumentException for types that the engine doesn't know, bfloat16 among them
   */
  static TensorType storedType(DataType type, TensorType realType) {
    return switch (type) {
      case FLOAT64, FLOAT32, FLOAT16 -> realType;
      case INT64 -> TensorType.I64;
      case INT32 -> TensorType.I32;
      case INT8 -> TensorType.I8;
      case UINT8 -> TensorType.U8;
      case BOOLEAN -> TensorType.BOOL;
      default ->
          throw new IllegalArgumentException(type + " arrays can't be stored; make them float32");
    };
  }

  static void write(NDArray array, TensorType stored, OutputStream out) throws IOException {
    try (NDArray flat = array.reshape(-1);
        NDArray host = flat.toDevice(Device.cpu(), false)) {
      for (long start = 0; start < host.size(); start += PIECE) {
        long end = Math.min(start + PIECE, host.size());
        try (NDArray piece = host.get(new NDIndex().addSliceDim(start, end))) {
          writePiece(piece, stored, out);
        }
      }
    }
  }

  private static void writePiece(NDArray piece, TensorType stored, OutputStream out)
      throws IOException {
    ByteBuffer memory = piece.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (memory.hasRemaining()) {
      if (!ElementConversion.isIdentity(stored, piece.getDataType()) && stored.isFloat()) {
        ElementConversion.store(piece.getDataType(), memory, stored, window);
      } else {
        int count = Math.min(memory.remaining(), window.remaining());
        window.put(memory.slice(memory.position(), count));
        memory.position(memory.position() + count);
      }
      out.write(window.array(), 0, window.position());
      window.clear();
    }
  }
}
