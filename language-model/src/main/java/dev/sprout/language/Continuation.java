package dev.sprout.language;

import java.util.Arrays;

/**
 * A hypothesis of decoding: the ids after a prompt.
 *
 * @param ids without end of text; copied in and out
 * @param logProbability natural logarithm of the probability of all ids, end of text included,
 *     among those that the grammar allows
 * @param finished whether it ended by itself rather than at the largest length
 */
public record Continuation(long[] ids, double logProbability, boolean finished) {
  static final Continuation EMPTY = new Continuation(new long[0], 0, false);

  /** Copies the ids. */
  public Continuation {
    ids = ids.clone();
  }

  @Override
  public long[] ids() {
    return ids.clone();
  }

  int length() {
    return ids.length;
  }

  long last() {
    return ids[ids.length - 1];
  }

  /** Mean log-probability an id, end of text included, by which beam search ranks. */
  double score() {
    return logProbability / Math.max(1, ids.length + (finished ? 1 : 0));
  }

  Continuation with(long id, double logProbabilityOfId) {
    long[] longer = Arrays.copyOf(ids, ids.length + 1);
    longer[ids.length] = id;
    return new Continuation(longer, logProbability + logProbabilityOfId, false);
  }

  Continuation finish(double logProbabilityOfEnd) {
    return new Continuation(ids, logProbability + logProbabilityOfEnd, true);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Continuation that
        && Arrays.equals(ids, that.ids)
        && logProbability == that.logProbability
        && finished == that.finished;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return Arrays.toString(ids) + (finished ? "" : "…") + " " + logProbability;
  }
}
