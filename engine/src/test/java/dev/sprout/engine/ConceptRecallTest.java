package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.RandomStream;
import dev.sprout.xar.classes.ClassTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Embeddings that are only about right come back to the table. */
class ConceptRecallTest {
  private static final ClassTable CLASSES = ClassTable.read(Path.of("../models/emoji"));
  private static final ConceptRecall RECALL = new ConceptRecall(CLASSES);
  private static final String STYLE = "noto";
  private static final double[] UNNAMED = new double[CLASSES.concepts().size()];

  private static float[] embedding(String concept, String style) {
    return CLASSES.embed(concept, style);
  }

  @Test
  void whatIsInTheTableStays() {
    for (String concept : CLASSES.concepts().subList(0, 50)) {
      float[] exact = embedding(concept, STYLE);
      assertThat(RECALL.recall(exact, UNNAMED, null)).containsExactly(exact, within(2e-2f));
      assertThat(RECALL.recall(exact, UNNAMED, STYLE)).containsExactly(exact, within(2e-2f));
    }
  }

  @Test
  void whatIsBlurredIsBroughtToItsConceptInTheStyle() {
    RandomStream random = new RandomStream(3);
    float[] exact = embedding("red apple", STYLE);
    float[] other = embedding("red apple", "twemoji");
    float[] blurred = exact.clone();
    for (int i = 0; i < blurred.length; i++) {
      blurred[i] += (float) (0.5 * Math.sqrt(CLASSES.variance()) * random.nextGaussian());
    }
    assertThat(RECALL.recall(blurred, UNNAMED, STYLE)).containsExactly(exact, within(1e-3f));
    assertThat(RECALL.recall(blurred, UNNAMED, "twemoji")).containsExactly(other, within(1e-2f));
  }

  @Test
  void whatIsBetweenTwoConceptsStaysBetweenThem() {
    float[] cat = embedding("cat", STYLE);
    float[] dog = embedding("dog", STYLE);
    float[] between = new float[cat.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = (cat[i] + dog[i]) / 2;
    }
    float[] recalled = RECALL.recall(between, UNNAMED, STYLE);
    assertThat(distance(recalled, cat)).isLessThan(distance(dog, cat));
    assertThat(distance(recalled, dog)).isLessThan(distance(dog, cat));
  }

  @Test
  void aNameThatWasReadDecidesBetweenThem() {
    float[] cat = embedding("cat", STYLE);
    float[] dog = embedding("dog", STYLE);
    float[] between = new float[cat.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = (cat[i] + dog[i]) / 2;
    }
    double[] named = new double[CLASSES.concepts().size()];
    named[CLASSES.concepts().indexOf("dog")] = 0.5;
    assertThat(RECALL.recall(between, named, STYLE)).containsExactly(dog, within(1e-3f));
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - (double) b[i]) * (a[i] - (double) b[i]);
    }
    return Math.sqrt(sum);
  }
}
