package dev.sprout.language;

import dev.sprout.core.RandomStream;
import java.util.List;

/** Where a training's sequences come from. */
@FunctionalInterface
public interface SequenceSource {

  /**
   * The sequences of one step, at least one of which counts.
   *
   * @param step number of the step, from 1; the same step always gives the same sequences
   * @param random this step's own stream
   * @return of any length each; shorter ones are filled up without counting
   */
  List<TokenSequence> draw(long step, RandomStream random);
}
