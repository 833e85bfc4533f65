package dev.sprout.gallery.scenes;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Locale;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * Share of trials that came out right.
 *
 * @param right trials that came out right, 0 to {@code of}
 * @param of trials in all, from 0
 */
record Rate(int right, int of) implements Score {
  private static final double CONFIDENCE = 0.95;

  /** Checks the numbers. */
  Rate {
    if (right < 0 || right > of) {
      throw new IllegalArgumentException("%d of %d is no share".formatted(right, of));
    }
  }

  /** The share of trials that are true. */
  static Rate of(Collection<Boolean> trials) {
    return new Rate((int) trials.stream().filter(trial -> trial).count(), trials.size());
  }

  /** Lower end of Wilson's 95 % interval (1927), 0..1; 0 without trials. */
  double low() {
    return right == 0 ? 0 : interval().getLowerBound();
  }

  /** Upper end of Wilson's 95 % interval, 0..1; 1 without trials. */
  double high() {
    return right == of ? 1 : interval().getUpperBound();
  }

  private ConfidenceInterval interval() {
    return new WilsonScoreInterval().createInterval(of, right, CONFIDENCE);
  }

  @Override
  public String markdown() {
    return of == 0
        ? "none of 0"
        : String.format(
            Locale.ROOT,
            "%.1f %% (%.1f–%.1f), %d of %d",
            100.0 * right / of,
            100 * low(),
            100 * high(),
            right,
            of);
  }

  @Override
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("right", right);
    json.addProperty("of", of);
    json.addProperty("share", of == 0 ? null : (double) right / of);
    json.addProperty("low", low());
    json.addProperty("high", high());
    return json;
  }
}
