package dev.sprout.gallery.scenes;

import java.util.List;
import java.util.stream.IntStream;

/** Mean squared difference between the latents of two pictures; two strangers are about 2 apart. */
final class LatentDistance {
  private LatentDistance() {}

  /** The mean over pairs of pictures, [z][h][w] each. */
  static Mean mean(List<float[][][]> wanted, List<float[][][]> given) {
    return Mean.of(
        IntStream.range(0, wanted.size())
            .mapToDouble(i -> between(wanted.get(i), given.get(i)))
            .toArray());
  }

  private static double between(float[][][] a, float[][][] b) {
    double sum = 0;
    long numbers = 0;
    for (int c = 0; c < a.length; c++) {
      for (int y = 0; y < a[c].length; y++) {
        for (int x = 0; x < a[c][y].length; x++) {
          double difference = a[c][y][x] - b[c][y][x];
          sum += difference * difference;
          numbers++;
        }
      }
    }
    return sum / numbers;
  }
}
