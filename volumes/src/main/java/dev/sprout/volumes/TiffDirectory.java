package dev.sprout.volumes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A directory of tags of a little-endian TIFF 6.0 file, with longer values behind it. */
final class TiffDirectory {
  private static final int ENTRY = 12; // bytes
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;

  /**
   * A tag's values.
   *
   * @param value of a tag that fits its entry
   * @param behind bytes of one that doesn't; empty for others
   */
  private record Entry(int type, int count, int value, byte[] behind) {}

  private final Map<Integer, Entry> entries = new TreeMap<>(); // tags must rise

  void putShort(int tag, int value) {
    entries.put(tag, new Entry(SHORT, 1, value, new byte[0]));
  }

  /** An unsigned number of 32 bits. */
  void putLong(int tag, long value) {
    entries.put(tag, new Entry(LONG, 1, (int) value, new byte[0]));
  }

  void putText(int tag, byte[] text) {
    entries.put(tag, new Entry(ASCII, text.length, 0, text));
  }

  void putFraction(int tag, long numerator, long denominator) {
    ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    value.putInt((int) numerator).putInt((int) denominator);
    entries.put(tag, new Entry(RATIONAL, 1, 0, value.array()));
  }

  /** Bytes of the directory and the values behind it. */
  int length() {
    int behind = entries.values().stream().mapToInt(entry -> even(entry.behind.length)).sum();
    return 2 + ENTRY * entries.size() + 4 + behind;
  }

  private static int even(int length) {
    return length + length % 2;
  }

  /**
   * The directory at an offset of the file.
   *
   * @param next offset of the next directory, 0 behind the last
   */
  byte[] at(long offset, long next) {
    ByteBuffer out = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
    int behind = 2 + ENTRY * entries.size() + 4;
    out.putShort((short) entries.size());
    for (Map.Entry<Integer, Entry> tag : entries.entrySet()) {
      Entry entry = tag.getValue();
      out.putShort(tag.getKey().shortValue()).putShort((short) entry.type).putInt(entry.count);
      out.putInt(entry.behind.length == 0 ? entry.value : (int) (offset + behind));
      out.put(behind, entry.behind);
      behind += even(entry.behind.length);
    }
    return out.putInt((int) next).array();
  }
}
