package dev.sprout.scenes;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.scenes.ThingFinder.Find;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Judge of pictures against descriptions. It knows the drawings and no model: things wanted are
 * found by correlation with their drawings, then compared with the drawings of all things.
 * Immutable and thread-safe.
 */
public final class SceneJudge {
  private static final int COARSE = 32;
  private static final int FINE = 64;

  /** Correlation from which a thing counts as found. */
  private static final double FOUND = 0.7;

  /** Correlation of further things of a number, as a share of the best one's. */
  private static final double ALIKE = 0.85;

  /** Pixels of the smallest other thing, of 32×32: a third of the smallest thing's area. */
  private static final int SMALLEST = 20;

  private final ThingLibrary library;
  private final ThingRecogniser recogniser;

  /** Creates a judge that knows all things of a library. */
  public SceneJudge(ThingLibrary library) {
    this.library = library;
    this.recogniser = new ThingRecogniser(library);
  }

  /**
   * Judges a square picture.
   *
   * @throws UserError when the picture isn't square or a concept is unknown
   */
  public SceneVerdict judge(Picture picture, SceneDescription wanted) {
    if (picture.width() != picture.height()) {
      throw UserError.unusable(
          "picture", "has %d×%d pixels; scenes are square", picture.width(), picture.height());
    }
    for (String concept : wanted.concepts()) {
      if (library.stylesOf(concept).isEmpty()) {
        throw UserError.failure("%s is no thing of these scenes", concept);
      }
    }
    return new Hearing(picture, wanted).verdict();
  }

  /** Median colour of the pixels at the edge: red, green and blue, 0..255. */
  static float[] border(Picture picture) {
    int side = picture.width();
    float[] colour = new float[3];
    for (int c = 0; c < 3; c++) {
      int[] values = new int[4 * side];
      for (int i = 0; i < side; i++) {
        values[4 * i] = picture.at(i, 0, c);
        values[4 * i + 1] = picture.at(i, side - 1, c);
        values[4 * i + 2] = picture.at(0, i, c);
        values[4 * i + 3] = picture.at(side - 1, i, c);
      }
      Arrays.sort(values);
      colour[c] = values[2 * side];
    }
    return colour;
  }

  /** The ground nearest to a colour. */
  static Ground nearest(float[] colour) {
    return Arrays.stream(Ground.values())
        .min(Comparator.comparingDouble(ground -> distance(ground, colour)))
        .orElseThrow();
  }

  private static double distance(Ground ground, float[] colour) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.pow(ground.channel(c) - colour[c], 2);
    }
    return sum;
  }

  /** One picture and one description. */
  private final class Hearing {
    private final SceneDescription wanted;
    private final float[] border;
    private final Difference fine;
    private final Difference coarse;

    Hearing(Picture picture, SceneDescription wanted) {
      this.wanted = wanted;
      this.border = border(picture);
      this.fine = new Difference(picture, border, FINE);
      this.coarse = new Difference(picture, border, COARSE);
    }

    SceneVerdict verdict() {
      List<Find> finds = wanted.kind() == SceneKind.NUMBER ? counted() : oneEach();
      List<Boolean> right = new ArrayList<>();
      boolean styleRight = true;
      for (String concept : wanted.concepts()) {
        List<Find> own = finds.stream().filter(find -> find.concept().equals(concept)).toList();
        boolean all = !own.isEmpty();
        for (Find find : own) {
          var match = recogniser.nearest(fine, border, find.left(), find.top(), find.size());
          all &= match.concept().equals(concept);
          styleRight &= wanted.style().isEmpty() || match.style().equals(wanted.style());
        }
        right.add(all);
      }
      int number = finds.size() + Parts.without(coarse, finds, FINE).count(SMALLEST);
      Ground ground = nearest(border);
      return new SceneVerdict(
          ground,
          wanted.ground().map(ground::equals).orElse(true),
          right,
          number,
          number == wanted.things(),
          arePlacesRight(finds),
          styleRight);
    }

    private List<Find> counted() {
      ThingFinder finder = new ThingFinder(library, border, fine, coarse);
      List<Find> finds = finder.find(wanted.concepts().get(0), FOUND);
      return finds.stream().filter(find -> find.score() >= ALIKE * finds.get(0).score()).toList();
    }

    /** The best place of each concept, the surest concept choosing first. */
    private List<Find> oneEach() {
      ThingFinder finder = new ThingFinder(library, border, fine, coarse);
      List<Find> all = new ArrayList<>();
      wanted.concepts().forEach(concept -> all.addAll(finder.find(concept, FOUND)));
      all.sort(Comparator.comparingDouble(Find::score).reversed());
      List<Find> chosen = new ArrayList<>();
      for (Find find : ThingFinder.apart(all, FINE)) {
        if (chosen.stream().noneMatch(other -> other.concept().equals(find.concept()))) {
          chosen.add(find);
        }
      }
      return chosen;
    }

    private boolean arePlacesRight(List<Find> finds) {
      List<Box> boxes = new ArrayList<>();
      for (String concept : wanted.concepts()) {
        finds.stream()
            .filter(find -> find.concept().equals(concept))
            .findFirst()
            .ifPresent(find -> boxes.add(find.box(FINE)));
      }
      if (boxes.size() < wanted.concepts().size()) {
        return false;
      }
      return switch (wanted.kind()) {
        case SIDE_BY_SIDE -> boxes.get(0).x() < boxes.get(1).x();
        case STACKED -> boxes.get(0).y() < boxes.get(1).y();
        case PLACES -> {
          boolean right = true;
          for (int i = 0; i < boxes.size(); i++) {
            Place seen = Place.nearest(boxes.get(i).x(), boxes.get(i).y());
            right &= seen == wanted.places().get(i);
          }
          yield right;
        }
        case SINGLE, NUMBER, GROUP -> true;
      };
    }
  }
}
