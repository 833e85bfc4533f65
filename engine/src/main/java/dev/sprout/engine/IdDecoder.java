package dev.sprout.engine;

import dev.sprout.xar.classes.Condition;
import java.util.List;

/** Decoder of image ids to conditions of the generator. Thread-safe. */
sealed interface IdDecoder permits RecalledClasses, PrefixCodes {

  /**
   * Conditions of pictures.
   *
   * @param prompts prompt of each picture, or empty texts
   * @param ids ids of each picture
   * @param said embeddings in the joint space of texts and pictures that tell what each picture
   *     shows, [P] each
   * @param style name of the style, or null
   */
  List<Condition> conditions(
      List<String> prompts, List<int[]> ids, List<List<float[]>> said, String style);
}
