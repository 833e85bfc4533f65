package dev.sprout.language;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import java.util.Arrays;

/** Samples an id from log-probabilities in Java, so that every device samples the same. */
final class TokenSampler {
  private final Decoding options;

  TokenSampler(Decoding options) {
    this.options = options;
  }

  /**
   * Ids that pass the filters.
   *
   * @param ids likeliest first
   * @param probabilities of each, adding up to 1
   */
  record Candidates(int[] ids, double[] probabilities) {}

  /**
   * Samples one id, or takes the likeliest at temperature 0.
   *
   * @throws UserError when no id is possible, as the network's results are no numbers
   */
  int draw(float[] logProbabilities, RandomStream random) {
    if (options.temperature() == 0) {
      return best(logProbabilities);
    }
    Candidates candidates = candidates(logProbabilities);
    double point = random.nextDouble();
    for (int i = 0; i < candidates.ids().length; i++) {
      point -= candidates.probabilities()[i];
      if (point < 0) {
        return candidates.ids()[i];
      }
    }
    return candidates.ids()[0]; // the probabilities rounded to less than 1
  }

  private static int best(float[] logProbabilities) {
    int best = 0;
    for (int id = 1; id < logProbabilities.length; id++) {
      best = logProbabilities[id] > logProbabilities[best] ? id : best;
    }
    if (!(logProbabilities[best] > Float.NEGATIVE_INFINITY)) {
      throw noNumbers();
    }
    return best;
  }

  /** Filters by temperature, then top-k, then top-p. */
  Candidates candidates(float[] logProbabilities) {
    int[] ids =
        likeliest(logProbabilities, options.topK() == 0 ? Integer.MAX_VALUE : options.topK());
    double[] weights = new double[ids.length];
    for (int i = 0; i < ids.length; i++) {
      double lead = (double) logProbabilities[ids[i]] - logProbabilities[ids[0]];
      weights[i] = StrictMath.exp(lead / options.temperature());
    }
    double wanted = options.topP() * Arrays.stream(weights).sum();
    int count = 0;
    double held = 0;
    while (count < ids.length && (count == 0 || held < wanted)) {
      held += weights[count++];
    }
    double kept = held;
    double[] probabilities = Arrays.stream(weights, 0, count).map(w -> w / kept).toArray();
    return new Candidates(Arrays.copyOf(ids, count), probabilities);
  }

  /** Ids above −∞, likeliest first, lower ids first among equals. */
  static int[] likeliest(float[] logProbabilities, int count) {
    long[] keys = new long[logProbabilities.length];
    int possible = 0;
    for (int id = 0; id < logProbabilities.length; id++) {
      if (logProbabilities[id] > Float.NEGATIVE_INFINITY) {
        long falling = Float.floatToIntBits(Math.max(0f, -logProbabilities[id])); // sorts as bits
        keys[possible++] = falling << 32 | id;
      }
    }
    if (possible == 0) {
      throw noNumbers();
    }
    Arrays.sort(keys, 0, possible);
    return Arrays.stream(keys, 0, Math.min(count, possible)).mapToInt(key -> (int) key).toArray();
  }

  private static UserError noNumbers() {
    return UserError.failure(
        "the network's results are no numbers; its weights are damaged, or need float32 precision");
  }
}
