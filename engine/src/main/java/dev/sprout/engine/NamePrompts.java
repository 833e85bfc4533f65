package dev.sprout.engine;

import dev.sprout.xar.classes.ClassNames;
import dev.sprout.xar.classes.Condition;
import java.util.List;

/** Prompts of a model without a language model: names and keywords of its classes. */
record NamePrompts(ClassNames names) implements PromptEncoder {
  @Override
  public List<Condition> encode(
      List<String> prompts, String style, CandidateOptions candidates, long seed) {
    return prompts.stream().map(prompt -> names.match(prompt, style)).toList();
  }

  @Override
  public boolean drawsCandidates() {
    return false;
  }
}
