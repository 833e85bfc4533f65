package dev.sprout.gallery.scenes;

import java.util.function.Function;

/** Part of the measurement. */
public enum SceneSection {
  COMPOSE(
      "Two things of pairs never trained together, from prompts",
      Ability.PROMPTS,
      PromptedScenes::pairs),
  COUNT(
      "One to four of one thing, on grounds never trained with it, from prompts",
      Ability.PROMPTS,
      PromptedScenes::numbers),
  SINGLE("Single things", Ability.NAMES, Singles::table),
  ROUNDTRIP("Scenes from pictures to ids and back", Ability.IDS, RoundTrip::both),
  CAPTIONS("Captions of pictures never trained on, and answers", Ability.CAPTIONS, Captions::table),
  IDS("Held-out scenes from the first ids alone", Ability.LEADING_IDS, RoundTrip::kept);

  private final String title;
  private final Ability need;
  private final Function<SceneBench, ScoreTable> measurement;

  SceneSection(String title, Ability need, Function<SceneBench, ScoreTable> measurement) {
    this.title = title;
    this.need = need;
    this.measurement = measurement;
  }

  /** Heading of its table. */
  String title() {
    return title;
  }

  /** What it needs of the model. */
  Ability need() {
    return need;
  }

  /** Measures a model that has what the section needs. */
  ScoreTable measure(SceneBench bench) {
    return measurement.apply(bench);
  }
}
