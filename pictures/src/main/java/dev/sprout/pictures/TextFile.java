package dev.sprout.pictures;

import dev.sprout.core.UserError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Small UTF-8 text file beside pictures. */
final class TextFile {
  private static final int MAX_BYTES = 1 << 20;

  private TextFile() {}

  /** The text, without a byte order mark. */
  static String read(FileRange range, String name) {
    if (range.length() > MAX_BYTES) {
      throw UserError.failure(
          "%s has %d bytes; texts beside pictures may have up to %d.",
          name, range.length(), MAX_BYTES);
    }
    return decode(range.read(), name);
  }

  /** Strict UTF-8, without a byte order mark. */
  static String decode(byte[] bytes, String name) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw UserError.failure(e, "%s is not UTF-8 text; save it as UTF-8.", name);
    }
  }
}
