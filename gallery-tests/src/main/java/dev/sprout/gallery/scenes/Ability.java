package dev.sprout.gallery.scenes;

/** What a model must be able to do to be measured. */
enum Ability {
  /** Draws concepts by name. */
  NAMES("it has no generator"),
  /** Draws any prompt. */
  PROMPTS("it has no language model with a tokenizer and a generator, which draw any prompt"),
  /** Writes captions and answers. */
  CAPTIONS("it has no tokenizer with a language model, which write captions"),
  /** Writes ids of pictures, and draws from all of them. */
  IDS("it has no tokenizer with a generator that draws from ids"),
  /** Draws from the first ids alone. */
  LEADING_IDS("its generator takes no prefix of ids");

  private final String lack;

  Ability(String lack) {
    this.lack = lack;
  }

  /** Why a model without the ability isn't measured. */
  String lack() {
    return lack;
  }
}
