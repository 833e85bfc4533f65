package dev.sprout.language;

import dev.sprout.core.RandomStream;
import java.util.List;

/** Where a training's sequences come from. */
@FunctionalInterface
public interface SequenceSource {

  /**
   * The sequences of one step, with at least one weight above 0.
   *
   * @param step number of the step, from 1; the same step always gives the same sequences
   * @param random the step's own stream
   * @return sequences of any lengths
   */
  List<TokenSequence> draw(long step, RandomStream random);
}
