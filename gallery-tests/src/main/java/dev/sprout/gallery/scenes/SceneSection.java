package dev.sprout.gallery.scenes;

/** Part of the measurement. */
public enum SceneSection {
  /** Two things, from prompts. */
  COMPOSE("Two things of pairs never trained together, from prompts", Ability.PROMPTS),
  /** Numbers of one thing, from prompts. */
  COUNT(
      "One to four of one thing, on grounds never trained with it, from prompts", Ability.PROMPTS),
  /** Concepts, from names and through ids. */
  SINGLE("Single things", Ability.NAMES),
  /** Scenes through ids. */
  ROUNDTRIP("Scenes from pictures to ids and back", Ability.IDS),
  /** Captions and answers. */
  CAPTIONS("Captions of pictures never trained on, and answers", Ability.CAPTIONS),
  /** Scenes through a part of their ids. */
  IDS("Held-out scenes from the first ids alone", Ability.LEADING_IDS);

  private final String title;
  private final Ability need;

  SceneSection(String title, Ability need) {
    this.title = title;
    this.need = need;
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
    return switch (this) {
      case COMPOSE -> PromptedScenes.pairs(bench);
      case COUNT -> PromptedScenes.numbers(bench);
      case SINGLE -> Singles.table(bench);
      case ROUNDTRIP -> RoundTrip.both(bench);
      case CAPTIONS -> Captions.table(bench);
      case IDS -> RoundTrip.kept(bench);
    };
  }
}
