package dev.sprout.xar.pipeline;

import dev.sprout.flow.NormalStream;
import dev.sprout.xar.classes.LabelSet;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * What shall be drawn. Immutable.
 *
 * @param labels of each picture
 * @param noise of each picture; picture k depends on its labels and its noise alone
 * @param options how
 * @param negative what guidance leads away from, or null
 * @param edit a given picture that all keep to, or null
 */
public record PictureRequest(
    List<LabelSet> labels,
    List<NormalStream> noise,
    SamplingOptions options,
    LabelSet negative,
    PictureEdit edit) {

  /** Copies the lists. */
  public PictureRequest {
    labels = List.copyOf(labels);
    noise = List.copyOf(noise);
    if (labels.size() != noise.size()) {
      throw new IllegalArgumentException(labels.size() + " labels, " + noise.size() + " noises");
    }
  }

  /** No pictures yet. */
  public static PictureRequest of(SamplingOptions options) {
    return new PictureRequest(List.of(), List.of(), options, null, null);
  }

  /** Pictures of labels, picture k of seed + k. */
  public static PictureRequest of(List<LabelSet> labels, long seed, SamplingOptions options) {
    return of(options).drawing(labels, seed);
  }

  /** The same for other labels, picture k of seed + k. */
  public PictureRequest drawing(List<LabelSet> wanted, long seed) {
    List<NormalStream> streams = new ArrayList<>();
    for (int k = 0; k < wanted.size(); k++) {
      streams.add(NormalStream.of(seed + k));
    }
    return new PictureRequest(wanted, streams, options, negative, edit);
  }

  /** The same, led away from something. */
  public PictureRequest awayFrom(LabelSet unwanted) {
    return new PictureRequest(labels, noise, options, unwanted, edit);
  }

  /** The same, keeping to a picture. */
  public PictureRequest editing(PictureEdit given) {
    return new PictureRequest(labels, noise, options, negative, given);
  }

  /** Some of the pictures. */
  PictureRequest range(int from, int to) {
    return new PictureRequest(
        labels.subList(from, to), noise.subList(from, to), options, negative, edit);
  }
}
