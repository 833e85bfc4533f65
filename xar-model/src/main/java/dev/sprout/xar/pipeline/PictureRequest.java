package dev.sprout.xar.pipeline;

import dev.sprout.flow.NormalStream;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Request for pictures with common options. Immutable.
 *
 * @param conditions condition of each picture
 * @param noise noise source of each picture; picture k depends on its condition and noise alone
 * @param options sampling options
 * @param negative negative prompt's embedding [D], which guidance steers away from, or null for "no
 *     class"
 * @param edit edit of a given picture, or null
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
          conditions.size() + " conditions don't match " + noise.size() + " noise sources");
    }
  }

  /** Request in which picture k takes the noise of seed + k. */
  public static PictureRequest of(List<Condition> conditions, long seed, SamplingOptions options) {
    List<NormalStream> streams = new ArrayList<>();
    for (int k = 0; k < conditions.size(); k++) {
      streams.add(NormalStream.of(seed + k));
    }
    return new PictureRequest(conditions, streams, options, null, null);
  }

  /** A copy with a negative prompt and an edit; either may be null. */
  public PictureRequest with(Condition unwanted, PictureEdit given) {
    return new PictureRequest(conditions, noise, options, unwanted, given);
  }

  /** The request with copies of its first picture, of other noise, up to a number of pictures. */
  PictureRequest filledTo(int count) {
    List<Condition> more = new ArrayList<>(conditions);
    List<NormalStream> streams = new ArrayList<>(noise);
    while (more.size() < count) {
      more.add(conditions.get(0));
      streams.add(NormalStream.of(more.size()));
    }
    return new PictureRequest(more, streams, options, negative, edit);
  }

  /** Request for a range of the pictures. */
  PictureRequest range(int from, int to) {
    return new PictureRequest(
        conditions.subList(from, to), noise.subList(from, to), options, negative, edit);
  }
}
