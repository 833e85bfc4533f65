package dev.sprout.pictures.webp;

import java.io.IOException;

/** The prefix codes of an image by place (WebP lossless, section 6.2.2). */
final class CodeGroups {
  /** Index of the codes in a group. */
  static final int GREEN = 0; // or a length, or a colour of the cache

  static final int RED = 1;
  static final int BLUE = 2;
  static final int ALPHA = 3;
  static final int DISTANCE = 4;

  private static final int DISTANCES = 40;
  private static final int MAX_SIZE = 32 << 20; // characters, far above what encoders write

  private final PrefixCode[][] groups;
  private final int[] places; // group by block; null where there is one group
  private final int blockBits;
  private final int blocksAcross;

  private CodeGroups(PrefixCode[][] groups, int[] places, int blockBits, int blocksAcross) {
    this.groups = groups;
    this.places = places;
    this.blockBits = blockBits;
    this.blocksAcross = blocksAcross;
  }

  /**
   * Reads the groups of an image.
   *
   * @param greens symbols of the green code
   * @param severalGroups whether there may be more than one group
   */
  static CodeGroups read(LosslessBits in, int greens, int width, int height, boolean severalGroups)
      throws IOException {
    int[] places = null;
    int blockBits = 0;
    boolean[] used = {true};
    int across = 0;
    if (severalGroups && in.flag()) {
      blockBits = 2 + in.number(3);
      across = LosslessDecoder.blocks(width, blockBits);
      places = EntropyImage.read(in, across, LosslessDecoder.blocks(height, blockBits), false);
      used = used(places);
    }
    PrefixCode[][] groups = new PrefixCode[used.length][];
    PrefixCodeReader lengths = new PrefixCodeReader(in);
    int[][] alphabets = {
      new int[greens], new int[256], new int[256], new int[256], new int[DISTANCES]
    };
    int size = 0;
    for (int i = 0; i < groups.length; i++) {
      groups[i] = group(lengths, alphabets, used[i]);
      for (PrefixCode code : groups[i]) {
        size += code.size();
      }
      if (size > MAX_SIZE) {
        throw new IOException("the picture has too many prefix codes");
      }
    }
    return new CodeGroups(groups, places, blockBits, across);
  }

  /** Converts colours to group numbers in place; returns which groups occur. */
  private static boolean[] used(int[] places) {
    int most = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = (places[i] >> 8) & 0xffff; // red and green
      most = Math.max(most, places[i]);
    }
    boolean[] used = new boolean[most + 1];
    for (int place : places) {
      used[place] = true;
    }
    return used;
  }

  /** Reads one group; empty where no pixel uses it. */
  private static PrefixCode[] group(PrefixCodeReader lengths, int[][] alphabets, boolean used)
      throws IOException {
    PrefixCode[] group = new PrefixCode[used ? alphabets.length : 0];
    for (int i = 0; i < alphabets.length; i++) {
      lengths.read(alphabets[i]);
      if (used) {
        group[i] = PrefixCode.of(alphabets[i]);
      }
    }
    return group;
  }

  PrefixCode[] at(int x, int y) {
    return places == null
        ? groups[0]
        : groups[places[(y >> blockBits) * blocksAcross + (x >> blockBits)]];
  }
}
