package dev.sprout.nn.weights;

import ai.djl.ndarray.types.DataType;

/** Element types of stored tensors, by their safetensors names. */
public enum TensorType {
  /** IEEE double. */
  F64(8, DataType.FLOAT32),
  /** IEEE single. */
  F32(4, DataType.FLOAT32),
  /** IEEE half. */
  F16(2, DataType.FLOAT32),
  /** The upper half of an IEEE single. */
  BF16(2, DataType.FLOAT32),
  /** Signed 64-bit integer. */
  I64(8, DataType.INT64),
  /** Signed 32-bit integer. */
  I32(4, DataType.INT32),
  /** Signed 16-bit integer. */
  I16(2, DataType.INT32),
  /** Signed 8-bit integer. */
  I8(1, DataType.INT8),
  /** Unsigned 64-bit integer; readable below 2^63. */
  U64(8, DataType.INT64),
  /** Unsigned 32-bit integer. */
  U32(4, DataType.INT64),
  /** Unsigned 16-bit integer. */
  U16(2, DataType.INT32),
  /** Unsigned 8-bit integer. */
  U8(1, DataType.UINT8),
  /** One byte; zero is false. */
  BOOL(1, DataType.BOOLEAN);

  private final int bytes;
  private final DataType loaded;

  TensorType(int bytes, DataType loaded) {
    this.bytes = bytes;
    this.loaded = loaded;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are real numbers. */
  public boolean isFloat() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** Type in which {@link WeightFile#read} returns such elements. */
  public DataType loaded() {
    return loaded;
  }
}
