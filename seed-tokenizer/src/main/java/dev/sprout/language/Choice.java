package dev.sprout.language;

import dev.sprout.nn.random.RandomStream;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Chooses one id from scores. */
final class Choice {
  private Choice() {}

  /** The best id for temperature 0, else one drawn from what top-k and top-p leave. */
  static int of(float[] scores, Decoding decoding, RandomStream random) {
    return decoding.temperature() == 0 ? best(scores) : drawn(scores, decoding, random);
  }

  /** The index of the largest score, the first among equals. */
  static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /** Logarithms of the likelihoods. */
  static double[] logLikelihoods(float[] scores) {
    double most = scores[best(scores)];
    double sum = 0;
    for (float score : scores) {
      sum += StrictMath.exp(score - most);
    }
    double log = most + StrictMath.log(sum);
    return IntStream.range(0, scores.length).mapToDouble(i -> scores[i] - log).toArray();
  }

  private static int drawn(float[] scores, Decoding decoding, RandomStream random) {
    int[] order = descending(scores);
    int kept = decoding.topK() == 0 ? order.length : Math.min(order.length, decoding.topK());
    double[] shares = new double[kept];
    double total = 0;
    for (int i = 0; i < kept; i++) {
      double above = scores[order[i]] - (double) scores[order[0]];
      shares[i] = StrictMath.exp(above / decoding.temperature());
      total += shares[i];
    }
    double mass = 0;
    int last = 0;
    while (last < kept && mass < decoding.topP() * total) {
      mass += shares[last++];
    }
    double at = random.nextDouble() * mass;
    int i = 0;
    while (i < last - 1 && at >= shares[i]) {
      at -= shares[i++];
    }
    return order[i];
  }

  /** Indices by falling score, forbidden ones left out; equals keep their order. */
  static int[] descending(float[] scores) {
    return IntStream.range(0, scores.length)
        .filter(i -> scores[i] > Float.NEGATIVE_INFINITY)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
