package dev.sprout.nn.weights;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tensor stored in a range of bytes, little endian.
 *
 * @param storage bytes from the first element on, checked to hold all elements
 */
record StoredTensor(TensorInfo info, ByteSource storage, Strides strides) {
  /** Elements per piece of native memory; Java's buffers have int sizes. */
  private static final long PIECE = 1 << 26;

  private static final int WINDOW_BYTES = 1 << 20;

  /** A tensor stored in C order. */
  static StoredTensor inOrder(TensorInfo info, ByteSource storage) {
    return new StoredTensor(info, storage, Strides.rowMajor(info.shape()));
  }

  /** Reads the tensor into native memory of the manager's device. */
  NDArray load(NDManager manager, DataType type) throws IOException {
    long[] shape = info.shape();
    try (NDManager host = manager.newSubManager(Device.cpu())) {
      NDArray stored = host.create(new Shape(strides.span(shape)), type);
      fillAll(stored);
      NDArray array =
          strides.isRowMajor(shape)
              ? stored.reshape(shape)
              : stored.take(strides.positions(shape, host));
      NDArray placed = array.toDevice(manager.getDevice(), false);
      placed.attach(manager);
      return placed;
    }
  }

  private void fillAll(NDArray stored) throws IOException {
    for (long start = 0; start < stored.size(); start += PIECE) {
      long end = Math.min(start + PIECE, stored.size());
      fill(stored.get(new NDIndex().addSliceDim(start, end)), start * info.type().bytes());
    }
  }

  private void fill(NDArray piece, long position) throws IOException {
    ByteBuffer memory = piece.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
    if (ElementConversion.isIdentity(info.type(), piece.getDataType())) {
      storage.read(position, memory);
      return;
    }
    long stored = piece.size() * info.type().bytes();
    for (long done = 0; done < stored; done += WINDOW_BYTES) {
      int count = (int) Math.min(WINDOW_BYTES, stored - done);
      ElementConversion.load(info.type(), storage.bytes(position + done, count), memory);
    }
  }
}
