package dev.sprout.scenes;

import dev.sprout.core.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * Question about a scene, with its answer.
 *
 * @param question the question, in lower case
 * @param answer a thing or things as captions name them, such as a red apple; number word, name of
 *     a colour, or name of a style
 */
public record SceneQuestion(String question, String answer) {
  private static final List<String> NUMBERS = List.of("one", "two", "three", "four");

  /** Checks that nothing is missing. */
  public SceneQuestion {
    Require.present("question", question);
    Require.present("answer", answer);
  }

  /**
   * Questions that the picture of a scene answers: ground, style and number of things always, and
   * where things stand.
   */
  public static List<SceneQuestion> of(Scene scene, SceneCaption caption) {
    SceneDescription description = scene.description();
    List<SceneQuestion> questions = new ArrayList<>();
    questions.add(new SceneQuestion("what colour is the background?", scene.ground().toString()));
    questions.add(new SceneQuestion("which style is it drawn in?", scene.style()));
    questions.add(
        new SceneQuestion("how many things are there?", NUMBERS.get(description.things() - 1)));
    List<String> concepts = description.concepts();
    switch (scene.kind()) {
      case SINGLE, NUMBER ->
          questions.add(
              new SceneQuestion(
                  "what is in the picture?",
                  caption.several(concepts.get(0), description.number())));
      case SIDE_BY_SIDE ->
          addPair(questions, caption, concepts, "to the left of", "to the right of");
      case STACKED -> addPair(questions, caption, concepts, "above", "below");
      case PLACES -> {
        for (int i = 0; i < concepts.size(); i++) {
          String place = scene.places().get(i).words().get(0);
          String thing = caption.one(concepts.get(i));
          questions.add(new SceneQuestion("what is in the " + place + "?", thing));
        }
      }
      case GROUP -> {} // nothing is said of who stands where
    }
    return List.copyOf(questions);
  }

  private static void addPair(
      List<SceneQuestion> questions,
      SceneCaption caption,
      List<String> concepts,
      String before,
      String behind) {
    String first = caption.the(concepts.get(0));
    String second = caption.the(concepts.get(1));
    questions.add(
        new SceneQuestion(
            "what is %s %s?".formatted(before, second), caption.one(concepts.get(0))));
    questions.add(
        new SceneQuestion("what is %s %s?".formatted(behind, first), caption.one(concepts.get(1))));
  }
}
