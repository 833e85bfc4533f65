package dev.sprout.volumes.zarr;

/** BloscLZ streams: runs of literals and matches up to 8191 + 65535 bytes back (c-blosc). */
final class BloscLz {
  private static final int LITERALS = 32; // controls below begin literals
  private static final int NEAR = 8191; // the longest distance of a short match
  private static final int LONGEST = 7; // match lengths from here continue in more bytes

  private BloscLz() {}

  /** Decodes a stream into part of an array; returns the number of bytes. */
  static int decode(byte[] in, int at, int stored, byte[] out, int into, int length)
      throws DamagedChunk {
    int end = at + stored;
    int to = into;
    int control = in[at++] & (LITERALS - 1);
    while (true) {
      if (control < LITERALS) {
        int run = control + 1;
        require(at + run <= end && to + run <= into + length);
        System.arraycopy(in, at, out, to, run);
        at += run;
        to += run;
      } else {
        int run = (control >> 5) + 2;
        if (control >> 5 == LONGEST) {
          int more;
          do {
            more = in[at++] & 0xff;
            run += more;
          } while (more == 0xff);
        }
        int distance = ((control & 31) << 8) + (in[at++] & 0xff) + 1;
        if (distance == NEAR + 1) {
          distance += ((in[at] & 0xff) << 8) + (in[at + 1] & 0xff);
          at += 2;
        }
        require(at <= end && run > 0 && to + run <= into + length && to - distance >= into);
        for (int i = 0; i < run; i++, to++) {
          out[to] = out[to - distance];
        }
      }
      if (at >= end) {
        return to - into;
      }
      control = in[at++] & 0xff;
    }
  }

  private static void require(boolean within) throws DamagedChunk {
    if (!within) {
      throw new DamagedChunk("a BloscLZ stream leaves its block");
    }
  }
}
