package dev.sprout.pictures.webp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Header of a key frame (RFC 6386, sections 9 and 19).
 *
 * @param modes the first partition, read up to the first macroblock
 * @param tokens the partitions of coefficients, in turn for the rows of macroblocks; 1, 2, 4 or 8
 * @param quantizers by segment
 * @param probabilities of the token tree's nodes, flat [4, 8, 3, 11]
 * @param skipProbability that a macroblock has coefficients, of 256; −1 where each has
 */
record LossyHeader(
    int width,
    int height,
    BoolDecoder modes,
    BoolDecoder[] tokens,
    Segmentation segmentation,
    FilterSettings filter,
    Quantizer[] quantizers,
    int[] probabilities,
    int skipProbability) {

  /** Bytes before the first partition: frame tag, start code, width and height. */
  static final int START = 10;

  private static final int SIZE_BITS = 0x3fff; // above are hints for scaling

  /** Width and height of the frame, which the container checks first. */
  static int[] size(ByteBuffer frame) throws IOException {
    if (frame.limit() < START) {
      throw new EOFException("the lossy picture has no header");
    }
    boolean key = (frame.get(0) & 1) == 0;
    boolean startCode = (frame.getInt(3) & 0xffffff) == 0x2a019d;
    int width = frame.getShort(6) & SIZE_BITS;
    int height = frame.getShort(8) & SIZE_BITS;
    if (!key || !startCode || width == 0 || height == 0) {
      throw new IOException("the lossy picture is no VP8 key frame");
    }
    return new int[] {width, height};
  }

  /**
   * Reads the header.
   *
   * @param frame little-endian, from position 0 to its limit
   */
  static LossyHeader read(ByteBuffer frame) throws IOException {
    int[] size = size(frame);
    byte[] data = new byte[frame.limit()];
    frame.get(0, data);
    int tokensAt = START + ((frame.getInt(0) & 0xffffff) >> 5);
    if (tokensAt > data.length) {
      throw new EOFException("the first partition is cut short");
    }
    BoolDecoder in = new BoolDecoder(data, START, tokensAt);
    in.number(2); // colour space and clamping, which the decoder doesn't need
    Segmentation segmentation = Segmentation.read(in);
    FilterSettings filter = FilterSettings.read(in);
    BoolDecoder[] tokens = partitions(data, tokensAt, 1 << in.number(2));
    Quantizer[] quantizers = quantizers(segmentation, Quantizer.Indices.read(in));
    in.flag(); // whether the probabilities last beyond this frame
    int[] probabilities = probabilities(in);
    int skipProbability = in.flag() ? in.number(8) : -1;
    return new LossyHeader(
        size[0],
        size[1],
        in,
        tokens,
        segmentation,
        filter,
        quantizers,
        probabilities,
        skipProbability);
  }

  /** The sizes of all partitions but the last stand first, three bytes each. */
  private static BoolDecoder[] partitions(byte[] data, int sizesAt, int count) throws EOFException {
    int at = sizesAt + 3 * (count - 1);
    BoolDecoder[] partitions = new BoolDecoder[count];
    for (int i = 0; i < count; i++) {
      int end = data.length;
      if (i < count - 1 && at <= end) {
        end = at + number24(data, sizesAt + 3 * i);
      }
      if (at > end || end > data.length) {
        throw new EOFException("a partition of coefficients is cut short");
      }
      partitions[i] = new BoolDecoder(data, at, end);
      at = end;
    }
    return partitions;
  }

  private static int number24(byte[] data, int at) {
    return (data[at] & 0xff) | ((data[at + 1] & 0xff) << 8) | ((data[at + 2] & 0xff) << 16);
  }

  private static Quantizer[] quantizers(Segmentation segmentation, Quantizer.Indices indices) {
    Quantizer[] quantizers = new Quantizer[Segmentation.SEGMENTS];
    for (int i = 0; i < quantizers.length; i++) {
      quantizers[i] = indices.at(segmentation.quantizer(i, indices.frame()));
    }
    return quantizers;
  }

  private static int[] probabilities(BoolDecoder in) throws EOFException {
    int[] probabilities = Tables.COEFFICIENT_PROBABILITIES.clone();
    for (int i = 0; i < probabilities.length; i++) {
      if (in.bit(Tables.COEFFICIENT_UPDATES[i])) {
        probabilities[i] = in.number(8);
      }
    }
    return probabilities;
  }
}
