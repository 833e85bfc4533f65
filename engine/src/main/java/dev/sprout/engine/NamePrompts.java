package dev.sprout.engine;

import dev.sprout.xar.classes.ClassNames;
import dev.sprout.xar.classes.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prompt encoder of a model without a language model: lookup by class name and keyword. */
record NamePrompts(ClassNames names) implements PromptEncoder {
  @Override
  public List<Condition> encode(
      List<String> prompts, String style, CandidateOptions candidates, long seed) {
    Map<String, Condition> found = new HashMap<>(); // several pictures share a prompt
    return prompts.stream()
        .map(prompt -> found.computeIfAbsent(prompt, text -> names.match(text, style)))
        .toList();
  }

  @Override
  public List<String> unknownWords(String prompt) {
    return List.of();
  }

  @Override
  public boolean drawsCandidates() {
    return false;
  }
}
