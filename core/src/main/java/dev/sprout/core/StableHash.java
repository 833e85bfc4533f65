package dev.sprout.core;

import java.nio.charset.StandardCharsets;

/**
 * 64-bit hash of a text, equal on all machines and in all versions: FNV-1a over its bytes in UTF-8,
 * scattered by {@link RandomStream#mix}. Splits of data sets are made by it, so that a name alone
 * decides. Not for cryptography.
 */
public final class StableHash {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StableHash() {}

  /** The scattered hash of a text. */
  public static long of(String text) {
    return RandomStream.mix(fnv1a(text));
  }

  /** Whether a text belongs to the chosen {@code percent} of all texts, 0..100. */
  public static boolean chooses(String text, int percent) {
    return Long.remainderUnsigned(of(text), 100) < percent;
  }

  /** FNV-1a of a text's bytes in UTF-8, not scattered. */
  public static long fnv1a(String text) {
    long hash = OFFSET_BASIS;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return hash;
  }
}
