package dev.sprout.scenes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finder of a known thing in a picture by normalised correlation with its drawings in all styles,
 * at all places and sizes: first at half the resolution, then around the finds at the full one.
 * Pieces of larger things don't count.
 */
final class ThingFinder {
  /** Sizes at half the resolution: scenes of 64×64 have things of 16 to 59 pixels. */
  private static final int[] SIZES = {8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 21, 23, 25, 27, 29};

  private static final int CANDIDATES = 24;

  /** Share of a square that a weaker find may cover. */
  private static final double MOST_OVERLAP = 0.25;

  private final ThingLibrary library;
  private final float[] ground;
  private final Difference fine;
  private final Difference coarse;
  private final Parts parts;

  /**
   * Creates a finder.
   *
   * @param ground red, green and blue of the picture's ground, 0..255
   * @param fine the picture's difference from it
   * @param coarse the same at half the resolution
   */
  ThingFinder(ThingLibrary library, float[] ground, Difference fine, Difference coarse) {
    this.library = library;
    this.ground = ground.clone();
    this.fine = fine;
    this.coarse = coarse;
    this.parts = Parts.of(fine);
  }

  /**
   * Place where a thing seems to be, in pixels.
   *
   * @param score correlation there, −1..1
   */
  record Find(String concept, String style, int left, int top, int size, double score) {
    /** The place in shares of the picture's side. */
    Box box(int side) {
      return new Box((left + size / 2.0) / side, (top + size / 2.0) / side, (double) size / side);
    }
  }

  /** Places of a thing that don't cover each other, best first, from a score. */
  List<Find> find(String concept, double least) {
    List<Find> rough = new ArrayList<>();
    for (String style : library.stylesOf(concept)) {
      Cutout cutout = library.cutout(concept, style);
      for (int size : SIZES) {
        if (size <= coarse.side()) {
          scan(concept, style, template(cutout, size), size, 0.8 * least, rough);
        }
      }
    }
    rough.sort(Comparator.comparingDouble(Find::score).reversed());
    List<Find> refined = new ArrayList<>();
    for (Find find : apart(rough, coarse.side()).stream().limit(CANDIDATES).toList()) {
      refined.add(refined(find));
    }
    refined.removeIf(
        find -> find.score() < least || !parts.isWhole(find.left(), find.top(), find.size()));
    refined.sort(Comparator.comparingDouble(Find::score).reversed());
    return apart(refined, fine.side());
  }

  private void scan(
      String concept, String style, float[] template, int size, double least, List<Find> finds) {
    for (int top = 0; top <= coarse.side() - size; top++) {
      for (int left = 0; left <= coarse.side() - size; left++) {
        double score = coarse.correlation(template, size, left, top);
        if (score >= least) {
          finds.add(new Find(concept, style, left, top, size, score));
        }
      }
    }
  }

  /** Keeps the finds that aren't covered by better ones. */
  static List<Find> apart(List<Find> bestFirst, int side) {
    List<Find> kept = new ArrayList<>();
    for (Find find : bestFirst) {
      Box box = find.box(side);
      if (kept.stream().allMatch(other -> other.box(side).overlap(box) <= MOST_OVERLAP)) {
        kept.add(find);
      }
    }
    return kept;
  }

  private Find refined(Find rough) {
    Cutout cutout = library.cutout(rough.concept(), rough.style());
    int scale = fine.side() / coarse.side();
    Find best = null;
    for (int size = scale * (rough.size() - 1); size <= scale * (rough.size() + 1); size++) {
      float[] template = template(cutout, size);
      int shift = (scale * rough.size() - size) / 2;
      for (int dy = -scale; dy <= scale; dy++) {
        for (int dx = -scale; dx <= scale; dx++) {
          int left = scale * rough.left() + shift + dx;
          int top = scale * rough.top() + shift + dy;
          if (Math.min(left, top) >= 0 && Math.max(left, top) + size <= fine.side()) {
            double score = fine.correlation(template, size, left, top);
            if (best == null || score > best.score()) {
              best = new Find(rough.concept(), rough.style(), left, top, size, score);
            }
          }
        }
      }
    }
    return best;
  }

  /** Difference of a drawing from the ground, of norm 1: [size, size, 3]. */
  private float[] template(Cutout cutout, int size) {
    float[] rgba = cutout.resized(size);
    float[] template = new float[3 * size * size];
    double energy = 0;
    for (int i = 0; i < template.length; i++) {
      int pixel = 4 * (i / 3);
      template[i] = rgba[pixel + i % 3] - rgba[pixel + 3] / 255 * ground[i % 3];
      energy += template[i] * template[i];
    }
    float norm = (float) Math.sqrt(Math.max(1e-9, energy));
    for (int i = 0; i < template.length; i++) {
      template[i] /= norm;
    }
    return template;
  }
}
