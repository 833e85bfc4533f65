package dev.sprout.gallery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An endless row of mutated files that wanders from some sound ones: values of JSON and of tables
 * give way to odd ones, and stretches of bytes are changed, doubled, left out or moved.
 */
final class Mutation {
  private static final int MOST_CHANGES = 4;
  private static final int WANDERERS = 200;
  private static final int LONGEST = 60_000;
  private static final int FOLLOWED = 50; // one of so many accepted files

  private static final Pattern VALUE =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.){0,200}\"|-?\\d[\\d.eE+-]*|true|false|null"
              + "|\\[[^\\[\\]]{0,500}\\]|\\{[^{}]{0,500}\\}");

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1",
          "32",
          "0.5",
          "1e999",
          "1e-999",
          "1e9",
          "NaN",
          "-Infinity",
          "65536",
          "1073741824",
          "2147483647",
          "2147483648",
          "-2147483648",
          "2147483520",
          "9223372036854775807",
          "9223372036854775808",
          "1e999999999",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "[1, null]",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"ä🍎\"",
          "\"..\"",
          "\"%s%n\"",
          "\"(a*)*$\"",
          "word",
          ",",
          "[".repeat(2000),
          "9".repeat(20_000));

  private final List<byte[]> pool;
  private final int sound;
  private final SplittableRandom random;

  Mutation(List<byte[]> soundFiles, long seed) {
    this.pool = new ArrayList<>(soundFiles);
    this.sound = soundFiles.size();
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] file = any();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      file = random.nextBoolean() ? withOddValue(file) : withOddBytes(file);
    }
    return file;
  }

  /** Goes on from a file that was accepted. */
  void follow(byte[] file) {
    if (file.length < LONGEST && random.nextInt(FOLLOWED) == 0) {
      if (pool.size() < sound + WANDERERS) {
        pool.add(file);
      } else {
        pool.set(sound + random.nextInt(WANDERERS), file);
      }
    }
  }

  private byte[] any() {
    return pool.get(random.nextInt(pool.size()));
  }

  private byte[] withOddValue(byte[] file) {
    List<MatchResult> values = VALUE.matcher(new String(file, ISO_8859_1)).results().toList();
    if (values.isEmpty()) {
      return file;
    }
    MatchResult value = values.get(random.nextInt(values.size()));
    byte[] odd = ODD.get(random.nextInt(ODD.size())).getBytes(UTF_8);
    return joined(part(file, 0, value.start()), odd, part(file, value.end(), file.length));
  }

  private byte[] withOddBytes(byte[] file) {
    int at = random.nextInt(file.length + 1);
    int end = Math.min(file.length, at + 1 + random.nextInt(64));
    byte[] before = part(file, 0, at);
    byte[] stretch = part(file, at, end);
    byte[] after = part(file, end, file.length);
    return switch (random.nextInt(6)) {
      case 0 -> joined(before, stretch, stretch, after);
      case 1 -> joined(before, after);
      case 2 -> random.nextInt(8) == 0 ? before : file;
      case 3 -> joined(before, stretchOf(any()), part(file, at, file.length));
      default -> {
        byte[] changed = file.clone();
        if (at < file.length) {
          changed[at] = (byte) random.nextInt();
        }
        yield changed;
      }
    };
  }

  private byte[] stretchOf(byte[] file) {
    int from = random.nextInt(file.length + 1);
    return part(file, from, Math.min(file.length, from + random.nextInt(64)));
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
}
