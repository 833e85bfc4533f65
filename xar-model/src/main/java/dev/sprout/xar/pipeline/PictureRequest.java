package dev.sprout.xar.pipeline;

import dev.sprout.flow.NormalStream;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures to draw together. Immutable.
 *
 * @param conditions of each picture
 * @param noise of each picture; picture k depends on its condition and its noise alone
 * @param options how they are sampled
 * @param negative what guidance leads away from, or null for "no class"
 * @param edit a given picture that all keep to, or null
 */
public record PictureRequest(
    List<Condition> conditions,
    List<NormalStream> noise,
    SamplingOptions options,
    Condition negative,
    PictureEdit edit) {

  /** Copies the lists. */
  public PictureRequest {
    conditions = List.copyOf(conditions);
    noise = List.copyOf(noise);
    if (conditions.size() != noise.size()) {
      throw new IllegalArgumentException(
          conditions.size() + " conditions, " + noise.size() + " noises");
    }
  }

  /** Pictures of conditions, picture k from the noise of seed + k. */
  public static PictureRequest of(List<Condition> conditions, long seed, SamplingOptions options) {
    List<NormalStream> streams = new ArrayList<>();
    for (int k = 0; k < conditions.size(); k++) {
      streams.add(NormalStream.of(seed + k));
    }
    return new PictureRequest(conditions, streams, options, null, null);
  }

  /** The same, led away from something, and keeping to a picture; either may be null. */
  public PictureRequest with(Condition unwanted, PictureEdit given) {
    return new PictureRequest(conditions, noise, options, unwanted, given);
  }

  /** Some of the pictures. */
  PictureRequest range(int from, int to) {
    return new PictureRequest(
        conditions.subList(from, to), noise.subList(from, to), options, negative, edit);
  }
}
