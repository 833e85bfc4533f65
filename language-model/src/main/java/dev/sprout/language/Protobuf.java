package dev.sprout.language;

import dev.sprout.core.UserError;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one message in Protocol Buffers' wire format, in the order of the file.
 *
 * @param number of the field
 * @param value of whole numbers; bits of a float
 * @param bytes of texts and messages, else empty
 */
record Protobuf(int number, long value, ByteBuffer bytes) {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /**
   * Splits a message.
   *
   * @throws UserError when it is cut short or has a field of another kind
   */
  static List<Protobuf> fields(ByteBuffer message) {
    ByteBuffer in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<Protobuf> fields = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        fields.add(field(in, (int) (tag >>> 3), (int) tag & 7));
      }
      return fields;
    } catch (BufferUnderflowException e) {
      throw UserError.failure(e, "the file is cut short");
    }
  }

  private static Protobuf field(ByteBuffer in, int number, int kind) {
    ByteBuffer none = ByteBuffer.allocate(0);
    return switch (kind) {
      case VARINT -> new Protobuf(number, varint(in), none);
      case FIXED64 -> new Protobuf(number, in.getLong(), none);
      case FIXED32 -> new Protobuf(number, in.getInt(), none);
      case BYTES -> {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
          throw new BufferUnderflowException();
        }
        ByteBuffer bytes = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        yield new Protobuf(number, 0, bytes);
      }
      default -> throw UserError.failure("the file has a field of the unknown kind %d", kind);
    };
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = in.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw UserError.failure("the file has a number of more than 64 bits");
  }

  float number32() {
    return Float.intBitsToFloat((int) value);
  }

  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw UserError.failure(e, "the file has a text that is not UTF-8");
    }
  }
}
