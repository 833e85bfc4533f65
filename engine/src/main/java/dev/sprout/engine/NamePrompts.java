package dev.sprout.engine;

import dev.sprout.xar.classes.ClassNames;
import dev.sprout.xar.classes.Condition;
import java.util.List;

/** Prompt encoder of a model without a language model: lookup by class name and keyword. */
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
