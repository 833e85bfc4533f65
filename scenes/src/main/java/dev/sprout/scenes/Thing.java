package dev.sprout.scenes;

import java.util.List;
import java.util.Set;

/**
 * Concept that scenes may show.
 *
 * @param noun its name in sentences
 * @param drawings its drawings, one a style
 */
public record Thing(Noun noun, List<Drawing> drawings) {
  /** Copies the list. */
  public Thing {
    drawings = List.copyOf(drawings);
  }

  /**
   * Drawing of a thing.
   *
   * @param style its style, such as noto
   * @param heldOut whether training leaves it out
   * @param grounds grounds from which it stands out
   */
  public record Drawing(String style, boolean heldOut, Set<Ground> grounds) {
    /** Copies the set. */
    public Drawing {
      grounds = Set.copyOf(grounds);
    }
  }

  /** The concept's name. */
  public String concept() {
    return noun.name();
  }

  /** Drawings of the thing in training. */
  List<Drawing> trained() {
    return drawings.stream().filter(drawing -> !drawing.heldOut()).toList();
  }
}
