package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chunk of a WebP container.
 *
 * @param type four characters
 * @param data little-endian, from position 0 to its limit
 */
record Chunk(String type, ByteBuffer data) {
  private static final int HEADER = 8; // type and size

  /** The chunks from the buffer's position to its limit. */
  static List<Chunk> list(ByteBuffer in) throws EOFException {
    List<Chunk> chunks = new ArrayList<>();
    while (in.remaining() >= HEADER) {
      byte[] type = new byte[4];
      in.get(type);
      long size = Integer.toUnsignedLong(in.getInt());
      String name = new String(type, StandardCharsets.ISO_8859_1);
      if (size > in.remaining()) {
        throw new EOFException("the chunk " + name + " is cut short");
      }
      ByteBuffer data = in.slice(in.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
      chunks.add(new Chunk(name, data));
      long padded = size + (size & 1);
      in.position(in.position() + (int) Math.min(padded, in.remaining()));
    }
    return chunks;
  }

  static Optional<Chunk> find(List<Chunk> chunks, String type) {
    return chunks.stream().filter(chunk -> chunk.type.equals(type)).findFirst();
  }
}
