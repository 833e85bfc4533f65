package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.List;

/**
 * Pictures to draw: {@code count} of each subject, one subject after the other. Picture k of all
 * depends on its subject and on the random stream of {@code seed + k} alone. Immutable.
 *
 * @param subjects one or more of one kind: prompts, classes or ids
 * @param count pictures of each subject, from 1; 10,000 in all at most
 * @param seed of the first picture
 * @param style name of a style, or null for the model's first one (of ids: the nearest)
 * @param negative class that guidance leads away from, or null for "no class"
 * @param candidates image ids drawn for each picture of a prompt, or null for the default
 * @param sampling options of the sampler
 * @param edit a picture to change, or null
 */
public record GenerationRequest(
    List<? extends Subject> subjects,
    int count,
    long seed,
    String style,
    String negative,
    Integer candidates,
    SamplingChoices sampling,
    ImageEdit edit) {
  private static final int MOST_PICTURES = 10_000;

  /** Checks what doesn't depend on a model. */
  public GenerationRequest {
    Require.present("subjects", subjects).forEach(each -> Require.present("subject", each));
    subjects = List.copyOf(subjects);
    Require.present("sampling", sampling);
    if (subjects.isEmpty()) {
      throw UserError.unusable("prompt", "is missing; say what to draw, such as: red apple");
    } else if (subjects.stream().map(Object::getClass).distinct().count() > 1) {
      throw UserError.badRequest("A request is for prompts, for classes or for ids, not for two");
    }
    Require.between("count", count, 1, MOST_PICTURES / subjects.size());
    if (seed > Long.MAX_VALUE - (long) count * subjects.size()) {
      throw UserError.unusable("seed", "is %d; the seeds of all pictures go past the end", seed);
    } else if (candidates != null) {
      CandidateOptions.DEFAULT.withCandidates(candidates);
    }
  }

  /** One picture of each subject, by the model's defaults. */
  public static GenerationRequest of(List<? extends Subject> subjects, long seed) {
    return new GenerationRequest(subjects, 1, seed, null, null, null, SamplingChoices.NONE, null);
  }

  /** The same with so many pictures of each subject. */
  public GenerationRequest withCount(int number) {
    return new GenerationRequest(
        subjects, number, seed, style, negative, candidates, sampling, edit);
  }

  /** The same in a style. */
  public GenerationRequest withStyle(String name) {
    return new GenerationRequest(subjects, count, seed, name, negative, candidates, sampling, edit);
  }

  /** The same with other sampling options. */
  public GenerationRequest withSampling(SamplingChoices choices) {
    return new GenerationRequest(subjects, count, seed, style, negative, candidates, choices, edit);
  }

  /** The same, led away from a class. */
  public GenerationRequest withNegative(String name) {
    return new GenerationRequest(subjects, count, seed, style, name, candidates, sampling, edit);
  }

  /** The same, changing a picture. */
  public GenerationRequest withEdit(ImageEdit given) {
    return new GenerationRequest(
        subjects, count, seed, style, negative, candidates, sampling, given);
  }

  /** All pictures: subjects times count. */
  public int total() {
    return subjects.size() * count;
  }

  /** The subject of picture k. */
  Subject subject(int k) {
    return subjects.get(k / count);
  }
}
