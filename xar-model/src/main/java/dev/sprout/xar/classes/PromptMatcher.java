package dev.sprout.xar.classes;

/** Turns words into labels. */
public interface PromptMatcher {

  /**
   * The labels that a prompt asks for.
   *
   * @param style a style's name, or null for the model's first one
   * @throws dev.sprout.core.UserError naming the nearest concepts when nothing fits
   */
  LabelSet match(String prompt, String style);

  /** The labels of a class given by exact name or by number. */
  LabelSet byClass(String nameOrNumber, String style);
}
