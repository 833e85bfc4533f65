package dev.sprout.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** An endless row of damaged files, which wanders from some sound ones. */
final class Damage {
  private static final long[] ODD = {
    0,
    1,
    2,
    7,
    8,
    127,
    128,
    255,
    256,
    32_767,
    32_768,
    65_535,
    65_536,
    1 << 20,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffff_ffffL,
    Long.MAX_VALUE
  };
  private static final int WANDERERS = 200;

  private final List<byte[]> pool;
  private final int sound;
  private final SplittableRandom random;

  Damage(List<byte[]> soundFiles, long seed) {
    this.pool = new ArrayList<>(soundFiles);
    this.sound = soundFiles.size();
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] file = pool.get(random.nextInt(pool.size())).clone();
    for (int changes = 1 + random.nextInt(6); changes > 0 && file.length > 0; changes--) {
      file = changed(file, random.nextInt(file.length));
    }
    return random.nextInt(5) == 0 ? file : repaired(file);
  }

  /** Goes on from a file that was accepted. */
  void follow(byte[] file) {
    if (file.length < 60_000 && random.nextInt(50) == 0) {
      if (pool.size() < sound + WANDERERS) {
        pool.add(file);
      } else {
        pool.set(sound + random.nextInt(WANDERERS), file);
      }
    }
  }

  private byte[] changed(byte[] file, int at) {
    switch (random.nextInt(9)) {
      case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> file[at] = (byte) random.nextInt();
      case 2 -> file[Math.min(at, random.nextInt(64))] = (byte) random.nextInt();
      case 3, 4 -> putOdd(file, at);
      case 5 -> {
        return random.nextInt(8) == 0 ? Arrays.copyOf(file, at) : file;
      }
      case 6 -> {
        int end = Math.min(file.length, at + 1 + random.nextInt(16));
        return joined(part(file, 0, at), part(file, end, file.length));
      }
      case 7 -> {
        int end = Math.min(file.length, at + 1 + random.nextInt(64));
        return joined(part(file, 0, end), part(file, at, file.length));
      }
      default -> {
        byte[] other = pool.get(random.nextInt(pool.size()));
        int from = random.nextInt(other.length + 1);
        int to = Math.min(other.length, from + random.nextInt(64));
        return joined(part(file, 0, at), part(other, from, to), part(file, at, file.length));
      }
    }
    return file;
  }

  private void putOdd(byte[] file, int at) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    bytes.order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long value = ODD[random.nextInt(ODD.length)] + random.nextInt(-2, 3);
    if (random.nextBoolean() && at + 4 <= file.length) {
      bytes.putInt(at, (int) value);
    } else if (at + 2 <= file.length) {
      bytes.putShort(at, (short) value);
    }
  }

  private static byte[] part(byte[] file, int from, int to) {
    return Arrays.copyOfRange(file, from, to);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** With the checksums of a PNG and the sizes of a WebP as they should be. */
  private static byte[] repaired(byte[] file) {
    String head = new String(part(file, 0, Math.min(16, file.length)), StandardCharsets.US_ASCII);
    if (head.startsWith("PNG", 1)) {
      return checksummed(file);
    } else if (head.startsWith("RIFF") && file.length > 20) {
      ByteBuffer sizes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      sizes.putInt(4, file.length - 8);
      if (!head.endsWith("VP8X")) {
        sizes.putInt(16, file.length - 20);
      }
    }
    return file;
  }

  private static byte[] checksummed(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int at = 8;
    while (at + 12 <= png.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return png;
  }
}
