package dev.sprout.engine;

import dev.sprout.xar.classes.Condition;
import java.util.List;

/** Turns prompts into what pictures are conditioned on. Thread-safe. */
sealed interface PromptEncoder permits NamePrompts, LanguagePrompts, SymbolPrompts {

  /**
   * Conditions of pictures; condition k depends on its prompt and {@code seed + k} alone.
   *
   * @param style name of a style, or null for the model's first one
   * @param candidates how image ids are drawn; of no meaning where {@link #drawsCandidates} is
   *     false
   */
  List<Condition> encode(
      List<String> prompts, String style, CandidateOptions candidates, long seed);

  /** Whether image ids are drawn, so that the number of candidates matters. */
  boolean drawsCandidates();
}
