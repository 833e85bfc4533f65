package dev.sprout.scenes;

import java.util.ArrayList;
import java.util.List;

/**
 * Nearest of all known drawings to a part of a picture, by normalised correlation at 16×16 pixels.
 * Immutable and thread-safe.
 */
final class ThingRecogniser {
  private static final int SIDE = 16;
  private static final int VALUES = 4 * SIDE * SIDE;

  private final List<Entry> entries = new ArrayList<>();

  /**
   * Drawing with the sums that its norm on any ground is made of.
   *
   * @param values red, green, blue and alpha, the colours 0..255, alpha 0..1: [16, 16, 4]
   * @param colours sum of squared colours
   * @param mixed sum of colour times alpha, by channel
   * @param alphas sum of squared alphas
   */
  private record Entry(
      String concept, String style, float[] values, double colours, double[] mixed, double alphas) {
    static Entry of(String concept, String style, Cutout cutout) {
      float[] values = cutout.resized(SIDE);
      double colours = 0;
      double alphas = 0;
      double[] mixed = new double[3];
      for (int i = 0; i < VALUES; i += 4) {
        values[i + 3] /= 255;
        alphas += values[i + 3] * values[i + 3];
        for (int c = 0; c < 3; c++) {
          colours += values[i + c] * values[i + c];
          mixed[c] += values[i + c] * values[i + 3];
        }
      }
      return new Entry(concept, style, values, colours, mixed, alphas);
    }

    /** Norm of the difference from a ground: colour − alpha · ground. */
    double norm(float[] ground) {
      double sum = colours;
      for (int c = 0; c < 3; c++) {
        sum += ground[c] * (ground[c] * alphas - 2 * mixed[c]);
      }
      return Math.sqrt(Math.max(1e-9, sum));
    }

    double dot(float[] window) {
      float sum = 0;
      for (int i = 0; i < VALUES; i++) {
        sum += values[i] * window[i];
      }
      return sum;
    }
  }

  /**
   * The drawing that a part of a picture resembles most.
   *
   * @param score normalised correlation, −1..1
   */
  record Match(String concept, String style, double score) {}

  ThingRecogniser(ThingLibrary library) {
    for (Thing thing : library.things()) {
      for (Thing.Drawing drawing : thing.drawings()) {
        Cutout cutout = library.cutout(thing.concept(), drawing.style());
        entries.add(Entry.of(thing.concept(), drawing.style(), cutout));
      }
    }
  }

  /**
   * The nearest drawing.
   *
   * @param ground red, green and blue of the picture's ground, 0..255
   */
  Match nearest(Difference picture, float[] ground, int left, int top, int size) {
    float[] window = picture.window(left, top, size, SIDE);
    double energy = 0;
    for (int i = 0; i < VALUES; i += 4) {
      float fromGround = 0;
      for (int c = 0; c < 3; c++) {
        energy += window[i + c] * window[i + c];
        fromGround -= window[i + c] * ground[c];
      }
      window[i + 3] = fromGround; // the share of alpha in the product with colour − alpha · ground
    }
    double norm = Math.sqrt(Math.max(1e-9, energy));
    Match best = null;
    for (Entry entry : entries) {
      double score = entry.dot(window) / (norm * entry.norm(ground));
      if (best == null || score > best.score()) {
        best = new Match(entry.concept(), entry.style(), score);
      }
    }
    return best;
  }
}
