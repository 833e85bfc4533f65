package dev.sprout.volumes.sections;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads directories of tags of a TIFF 6.0 file or a BigTIFF, whatever its byte order. */
final class TiffTags {
  private static final int MOST_ENTRIES = 4096;
  private static final int MOST_TEXT = 1 << 20; // bytes of a description
  private static final int LITTLE_ENDIAN = 0x4949; // II
  private static final int BIG_ENDIAN = 0x4d4d; // MM
  private static final int CLASSIC = 42;
  private static final int BIG = 43; // of BigTIFF

  private final Path path;
  private final FileChannel file;
  private final ByteOrder order;
  private final boolean big;

  /** A tag's values; few of them lie in the entry itself. */
  private record Entry(int type, long count, long at) {}

  /**
   * One directory.
   *
   * @param next offset of the next directory, 0 behind the last
   */
  record Directory(Map<Integer, Entry> entries, long next) {}

  TiffTags(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    int start = bytes(0, 4, ByteOrder.BIG_ENDIAN).getInt(0);
    this.order = start >>> 16 == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int magic = bytes(0, 4, order).getShort(2);
    boolean isOrder = start >>> 16 == LITTLE_ENDIAN || start >>> 16 == BIG_ENDIAN;
    if (!isOrder || (magic != CLASSIC && magic != BIG)) {
      throw damaged("it doesn't begin as a TIFF file");
    }
    this.big = magic == BIG;
  }

  boolean isBig() {
    return big;
  }

  ByteOrder order() {
    return order;
  }

  UserError damaged(String problem) {
    return UserError.failure("%s is no TIFF file that can be read: %s", path, problem);
  }

  long first() throws IOException {
    return big ? number(8, 8) : number(4, 4);
  }

  Directory read(long at) throws IOException {
    long count = number(at, big ? 8 : 2);
    if (count < 1 || count > MOST_ENTRIES) {
      throw damaged("a directory has " + count + " tags");
    }
    int size = big ? 20 : 12;
    long start = at + (big ? 8 : 2);
    ByteBuffer all = bytes(start, (int) count * size, order);
    Map<Integer, Entry> entries = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int tag = all.getShort(i * size) & 0xffff;
      int type = all.getShort(i * size + 2) & 0xffff;
      long values = big ? all.getLong(i * size + 4) : all.getInt(i * size + 4) & 0xffffffffL;
      if (bytesOf(type) == 0) {
        continue; // a type that no tag read here has
      }
      long inline = start + (long) i * size + (big ? 12 : 8);
      boolean fits = values >= 0 && values <= (big ? 8 : 4) / bytesOf(type);
      entries.put(tag, new Entry(type, values, fits ? inline : number(inline, big ? 8 : 4)));
    }
    return new Directory(entries, number(start + count * size, big ? 8 : 4));
  }

  private static int bytesOf(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  /** A tag's only or first whole number. */
  long whole(Directory directory, int tag, long otherwise) throws IOException {
    Entry entry = directory.entries.get(tag);
    if (entry == null || entry.count < 1) {
      return otherwise;
    }
    int bytes = bytesOf(entry.type);
    if (!isWhole(entry.type)) {
      throw damaged("tag " + tag + " is no whole number");
    }
    return number(entry.at, bytes);
  }

  private static boolean isWhole(int type) {
    return switch (type) {
      case 1, 3, 4, 6, 8, 9, 13, 16, 17, 18 -> true;
      default -> false;
    };
  }

  /** Number of a tag's values. */
  long count(Directory directory, int tag) {
    Entry entry = directory.entries.get(tag);
    return entry == null ? 0 : entry.count;
  }

  /** A tag's fraction; empty where it is missing or not above 0. */
  Optional<Double> fraction(Directory directory, int tag) throws IOException {
    Entry entry = directory.entries.get(tag);
    if (entry == null || entry.type != 5) {
      return Optional.empty();
    }
    double numerator = number(entry.at, 4);
    double denominator = number(entry.at + 4, 4);
    return numerator > 0 && denominator > 0
        ? Optional.of(numerator / denominator)
        : Optional.empty();
  }

  /** A tag's text; empty where it is missing. */
  String text(Directory directory, int tag) throws IOException {
    Entry entry = directory.entries.get(tag);
    if (entry == null || bytesOf(entry.type) != 1) {
      return "";
    } else if (entry.count > MOST_TEXT) {
      throw damaged("a text has " + entry.count + " bytes");
    }
    ByteBuffer text = bytes(entry.at, (int) entry.count, order);
    return StandardCharsets.UTF_8.decode(text).toString().replaceAll("\0.*", "");
  }

  private long number(long at, int bytes) throws IOException {
    ByteBuffer buffer = bytes(at, bytes, order);
    return switch (bytes) {
      case 1 -> buffer.get(0) & 0xff;
      case 2 -> buffer.getShort(0) & 0xffff;
      case 4 -> buffer.getInt(0) & 0xffffffffL;
      default -> buffer.getLong(0);
    };
  }

  private ByteBuffer bytes(long at, int length, ByteOrder byteOrder) throws IOException {
    if (at < 0 || at > file.size() - length) {
      throw damaged("it ends before byte " + at + " + " + length);
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(byteOrder);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw damaged("it ends early");
      }
    }
    return buffer.flip();
  }
}
