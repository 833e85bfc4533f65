package dev.sprout.evaluation.words;

import dev.sprout.core.RandomStream;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import dev.sprout.xar.classes.ClassNames;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Quality of a model's classes on labelled real pictures: share of drawn pictures whose nearest
 * real picture, among all concepts and styles, is of the same concept.
 */
public final class ClassQuality {
  private final PicturePipeline model;
  private final PictureSource source;
  private final NearestPicture nearest;

  /**
   * Drawn pictures with the share recognised.
   *
   * @param indices of the real pictures with the same labels
   * @param pictures drawn pictures
   * @param right share of drawn pictures whose nearest real picture is of the same concept
   */
  public record Drawn(int[] indices, List<Picture> pictures, double right) {}

  /** Creates a measurement on a picture source, which must have the model's concepts and styles. */
  public ClassQuality(PicturePipeline model, PictureSource source, PictureBatches pictures) {
    this.model = model;
    this.source = source;
    this.nearest =
        new NearestPicture(pictures.pictures(IntStream.range(0, source.size()).toArray()));
  }

  /**
   * Indices of one training picture for each of {@code concepts} concepts, both chosen by a seed.
   */
  public static int[] trained(PictureSource source, int concepts, long seed) {
    int[] trained = HeldOut.trained(source);
    Set<String> seen = new HashSet<>();
    return Arrays.stream(new RandomStream(seed).permutation(trained.length))
        .map(i -> trained[i])
        .filter(i -> seen.add(source.example(i).field("concept")))
        .limit(concepts)
        .toArray();
  }

  /** Indices of all held-out pictures. */
  public int[] heldOut() {
    return HeldOut.heldOut(source);
  }

  /** Draws a picture of the concept and style of each real one; picture k from {@code seed + k}. */
  public Drawn draw(int[] indices, SamplingOptions options, long seed) {
    ClassNames names = model.names();
    List<Condition> conditions =
        Arrays.stream(indices)
            .mapToObj(source::example)
            .map(e -> names.byClass("class", e.field("concept"), e.field("style")))
            .toList();
    List<Picture> drawn = model.generate(PictureRequest.of(conditions, seed, options));
    long right =
        IntStream.range(0, indices.length)
            .filter(i -> concept(nearest.of(drawn.get(i))).equals(concept(indices[i])))
            .count();
    return new Drawn(indices, drawn, (double) right / indices.length);
  }

  private String concept(int index) {
    Example example = source.example(index);
    return example.field("concept");
  }
}
