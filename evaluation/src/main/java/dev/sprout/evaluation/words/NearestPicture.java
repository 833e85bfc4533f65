package dev.sprout.evaluation.words;

import dev.sprout.pictures.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Search for the real picture nearest to a drawn one, by Euclidean distance of 32×32 RGB
 * reductions. Immutable and thread-safe.
 */
public final class NearestPicture {
  private static final int SIDE = 32;

  private final List<byte[]> references;

  /** Creates a search among pictures of equal size, at least one. */
  public NearestPicture(List<Picture> references) {
    this.references = references.parallelStream().map(NearestPicture::reduced).toList();
  }

  /** Index of the nearest reference. */
  public int of(Picture drawn) {
    byte[] query = reduced(drawn);
    long[] distances = references.parallelStream().mapToLong(r -> distance(query, r)).toArray();
    return IntStream.range(0, distances.length)
        .boxed()
        .min(Comparator.comparingLong(i -> distances[i]))
        .orElseThrow();
  }

  private static byte[] reduced(Picture picture) {
    return picture.resized(SIDE, SIDE).rgb();
  }

  private static long distance(byte[] a, byte[] b) {
    long squares = 0;
    for (int i = 0; i < a.length; i++) {
      int difference = (a[i] & 0xff) - (b[i] & 0xff);
      squares += (long) difference * difference;
    }
    return squares;
  }
}
