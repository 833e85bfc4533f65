package dev.sprout.cli;

import dev.sprout.xar.classes.LabelSet;
import java.util.List;

/**
 * Something to draw. Immutable.
 *
 * @param prompt as it was asked for, or null where a class was named
 * @param labels what the model is told of each of its pictures; the same of all where there is one
 */
record Subject(String prompt, List<LabelSet> labels) {
  /** A subject whose pictures are all told the same. */
  Subject(String prompt, LabelSet labels) {
    this(prompt, List.of(labels));
  }

  /** What the model is told of its k-th picture. */
  LabelSet labels(int k) {
    return labels.get(labels.size() == 1 ? 0 : k);
  }

  /** Its class where it has one, else the prompt. */
  String name() {
    return labels(0).concept();
  }

  /** Whether it is told by ids that a language model wrote. */
  boolean isImagined() {
    return labels(0).rows().length == 0;
  }
}
