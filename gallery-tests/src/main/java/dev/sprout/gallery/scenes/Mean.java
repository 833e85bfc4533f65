package dev.sprout.gallery.scenes;

import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * Mean of a number over trials.
 *
 * @param value the mean
 * @param of trials in all, from 1
 */
record Mean(double value, int of) implements Score {
  /** The mean of numbers, at least one. */
  static Mean of(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return new Mean(sum / values.length, values.length);
  }

  @Override
  public String markdown() {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  @Override
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("mean", value);
    json.addProperty("of", of);
    return json;
  }
}
