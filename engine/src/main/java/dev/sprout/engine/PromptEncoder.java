package dev.sprout.engine;

import dev.sprout.xar.classes.Condition;
import java.util.List;

/** Encoder of prompts to conditions. Thread-safe. */
sealed interface PromptEncoder permits NamePrompts, LanguagePrompts, SymbolPrompts {

  /**
   * Conditions of pictures; condition k depends on its prompt and {@code seed + k} alone.
   *
   * @param style name of a style, or null for the model's first one
   * @param candidates sampling options of image ids; unused if {@link #drawsCandidates} is false
   * @throws dev.sprout.core.UserError when a prompt has no known word
   */
  List<Condition> encode(
      List<String> prompts, String style, CandidateOptions candidates, long seed);

  /** Words of a prompt that were never seen in training; none where prompts are looked up. */
  List<String> unknownWords(String prompt);

  /** Whether image ids are sampled, so that candidates have an effect. */
  boolean drawsCandidates();
}
