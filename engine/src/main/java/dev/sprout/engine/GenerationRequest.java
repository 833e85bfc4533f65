package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.util.List;

/**
 * Request for {@code count} pictures of each subject, in order of subjects. Picture k depends on
 * its subject and the random stream of {@code seed + k} alone. Immutable.
 *
 * @param subjects subjects of one kind, at least one: prompts, classes, ids or changes
 * @param count pictures per subject, from 1, up to 10,000 in all
 * @param seed seed of the first picture
 * @param style name of a style, or null for the model's first one (for ids: the nearest)
 * @param negative class that guidance steers away from, or null for "no class"
 * @param candidates id sequences sampled per picture of a prompt, or null for the default
 * @param sampling sampling options
 * @param edit edit of a given picture, or null
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

  /** Checks all fields that don't depend on a model. */
  public GenerationRequest {
    Require.present("subjects", subjects).forEach(each -> Require.present("subject", each));
    subjects = List.copyOf(subjects);
    Require.present("sampling", sampling);
    if (subjects.isEmpty()) {
      throw UserError.unusable("prompt", "is missing; say what to draw, such as: red apple");
    } else if (subjects.stream().map(Object::getClass).distinct().count() > 1) {
      throw UserError.badRequest(
          "A request takes subjects of one kind: prompts, classes, ids or changes");
    }
    Require.between("count", count, 1, MOST_PICTURES / subjects.size());
    if (seed > Long.MAX_VALUE - (long) count * subjects.size()) {
      throw UserError.unusable("seed", "is %d; the last picture's seed exceeds 2^63 − 1", seed);
    } else if (candidates != null) {
      CandidateOptions.DEFAULT.withCandidates(candidates);
    }
  }

  /** Request for one picture of each subject, with the model's defaults. */
  public static GenerationRequest of(List<? extends Subject> subjects, long seed) {
    return new GenerationRequest(subjects, 1, seed, null, null, null, SamplingChoices.NONE, null);
  }

  /** A copy with one picture of each of other subjects. */
  GenerationRequest withSubjects(List<? extends Subject> others) {
    return new GenerationRequest(others, 1, seed, style, negative, candidates, sampling, edit);
  }

  /** A copy with another count. */
  public GenerationRequest withCount(int number) {
    return new GenerationRequest(
        subjects, number, seed, style, negative, candidates, sampling, edit);
  }

  /** A copy with another style. */
  public GenerationRequest withStyle(String name) {
    return new GenerationRequest(subjects, count, seed, name, negative, candidates, sampling, edit);
  }

  /** A copy with other sampling options. */
  public GenerationRequest withSampling(SamplingChoices choices) {
    return new GenerationRequest(subjects, count, seed, style, negative, candidates, choices, edit);
  }

  /** A copy with another negative class. */
  public GenerationRequest withNegative(String name) {
    return new GenerationRequest(subjects, count, seed, style, name, candidates, sampling, edit);
  }

  /** A copy with another edit. */
  public GenerationRequest withEdit(ImageEdit given) {
    return new GenerationRequest(
        subjects, count, seed, style, negative, candidates, sampling, given);
  }

  /** Number of pictures: subjects times count. */
  public int total() {
    return subjects.size() * count;
  }

  /** Subject of picture k. */
  Subject subject(int k) {
    return subjects.get(k / count);
  }
}
