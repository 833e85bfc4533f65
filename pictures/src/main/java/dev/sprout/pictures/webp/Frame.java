package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A still picture or the first one of an animation.
 *
 * @param x left edge on the canvas in pixels
 * @param picture the chunk VP8 or VP8L
 * @param alpha the chunk ALPH of a lossy picture
 */
record Frame(int x, int y, int width, int height, Chunk picture, Optional<Chunk> alpha) {
  private static final int ANIMATED_HEADER = 16;

  /** Frame of a chunk list, with the size in its bitstream. */
  static Frame of(List<Chunk> chunks) throws IOException {
    Chunk picture =
        chunks.stream()
            .filter(chunk -> chunk.type().equals("VP8 ") || chunk.type().equals("VP8L"))
            .findFirst()
            .orElseThrow(() -> new EOFException("there is no picture"));
    boolean lossy = picture.type().equals("VP8 ");
    int[] size = lossy ? LossyHeader.size(picture.data()) : LosslessDecoder.size(picture.data());
    Optional<Chunk> alpha = lossy ? Chunk.find(chunks, "ALPH") : Optional.empty();
    return new Frame(0, 0, size[0], size[1], picture, alpha);
  }

  /** The frame of a chunk ANMF. */
  static Frame ofAnimation(ByteBuffer chunk) throws IOException {
    if (chunk.limit() < ANIMATED_HEADER) {
      throw new EOFException("a frame is cut short");
    }
    int x = 2 * WebP.number24(chunk, 0);
    int y = 2 * WebP.number24(chunk, 3);
    int width = 1 + WebP.number24(chunk, 6);
    int height = 1 + WebP.number24(chunk, 9);
    Frame frame = of(Chunk.list(chunk.position(ANIMATED_HEADER)));
    if (frame.width != width || frame.height != height) {
      throw new IOException("a frame has another size than its picture");
    }
    return new Frame(x, y, width, height, frame.picture, frame.alpha);
  }

  /** ARGB, row by row. [height · width] */
  int[] decode() throws IOException {
    if (picture.type().equals("VP8L")) {
      return LosslessDecoder.decode(picture.data());
    }
    int[] argb = LossyDecoder.decode(picture.data());
    if (alpha.isPresent()) {
      AlphaPlane.apply(alpha.get().data(), width, argb);
    }
    return argb;
  }
}
