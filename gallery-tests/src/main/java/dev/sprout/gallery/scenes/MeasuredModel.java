package dev.sprout.gallery.scenes;

import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Model as its users see it, in batches, with progress. Not thread-safe. */
final class MeasuredModel implements AutoCloseable {
  /** Side of the pictures that are captioned by a model without generator. */
  private static final int USUAL_SIDE = 128;

  private static final int BATCH = 32;

  private final Sprout sprout;
  private final Steps steps;
  private final Set<Ability> abilities;

  /**
   * Opens a model folder.
   *
   * @throws dev.sprout.core.UserError when there is none
   */
  MeasuredModel(Path folder, Steps steps) {
    this.sprout = Sprout.load(folder);
    this.steps = steps;
    this.abilities = abilities(folder, sprout);
  }

  private static Set<Ability> abilities(Path folder, Sprout sprout) {
    Set<Ability> abilities = EnumSet.noneOf(Ability.class);
    boolean hasWords = Sprout.hasWords(folder);
    if (hasWords) {
      abilities.add(Ability.CAPTIONS);
    }
    if (!Sprout.hasGenerator(folder)) {
      return abilities;
    }
    abilities.add(Ability.NAMES);
    if (hasWords) {
      abilities.addAll(Set.of(Ability.PROMPTS, Ability.IDS));
    }
    if (Sprout.hasTokenizer(folder) && sprout.card().prefix() > 0) {
      abilities.addAll(Set.of(Ability.IDS, Ability.LEADING_IDS));
    }
    return abilities;
  }

  boolean can(Ability ability) {
    return abilities.contains(ability);
  }

  /** Name and hash of the generator, or nothing without one. */
  String name() {
    return can(Ability.NAMES) ? sprout.card().name() + " " + sprout.card().hash() : "";
  }

  /** Pixels a side of its pictures. */
  int side() {
    return can(Ability.NAMES) ? sprout.imageSize() : USUAL_SIDE;
  }

  /** Most ids that its generator takes as a prefix; 0 without one. */
  int prefix() {
    return sprout.card().prefix();
  }

  /** Whether a style is asked for beside the prompt. */
  boolean hasStyle(String style) {
    return can(Ability.NAMES) && sprout.card().styles().contains(style);
  }

  /**
   * Draws a picture of each prompt.
   *
   * @param styles style of each picture; those that the model hasn't got are the prompt's matter
   * @param seed seed of the first picture; each has one of its own
   */
  List<Picture> draw(List<String> prompts, List<String> styles, long seed) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < prompts.size(); i++) {
      String style = hasStyle(styles.get(i)) ? styles.get(i) : null;
      groups.computeIfAbsent(style, name -> new ArrayList<>()).add(i);
    }
    Picture[] drawn = new Picture[prompts.size()];
    IntConsumer progress = steps.of("drawn", drawn.length);
    int[] done = {0};
    groups.forEach(
        (style, group) -> {
          var subjects = group.stream().map(i -> new Subject.Prompt(prompts.get(i))).toList();
          sprout.generate(
              GenerationRequest.of(subjects, seed + done[0]).withStyle(style),
              picture -> {
                drawn[group.get(picture.index())] = picture.picture();
                progress.accept(++done[0]);
              });
        });
    return List.of(drawn);
  }

  /** Draws pictures from ids, each with a seed of its own from {@code seed} on. */
  List<Picture> draw(List<int[]> ids, long seed) {
    List<Picture> drawn = new ArrayList<>();
    IntConsumer progress = steps.of("drawn from ids", ids.size());
    sprout.generate(
        GenerationRequest.of(ids.stream().map(Subject.Ids::new).toList(), seed),
        picture -> {
          drawn.add(picture.picture());
          progress.accept(drawn.size());
        });
    return drawn;
  }

  /** Ids of pictures. */
  List<int[]> ids(List<Picture> pictures) {
    return inBatches("tokenized", pictures, sprout::tokenize);
  }

  /** Pictures through the autoencoder alone. */
  List<Picture> reconstruct(List<Picture> pictures) {
    return inBatches("reconstructed", pictures, sprout::reconstruct);
  }

  /** Latents of pictures, [z][h][w] each. */
  List<float[][][]> latents(List<Picture> pictures) {
    return inBatches("encoded", pictures, sprout::latents);
  }

  /** Captions of pictures. */
  List<String> captions(List<Picture> pictures) {
    return inBatches("captioned", pictures, batch -> sprout.captions(batch, "", Sprout.BEAMS));
  }

  /** Answers to one question about each picture. */
  List<String> answers(List<Picture> pictures, List<String> questions) {
    List<String> answers = new ArrayList<>();
    IntConsumer progress = steps.of("answered", pictures.size());
    for (int i = 0; i < pictures.size(); i++) {
      answers.add(sprout.ask(pictures.get(i), questions.get(i)));
      progress.accept(answers.size());
    }
    return answers;
  }

  private <T> List<T> inBatches(
      String work, List<Picture> pictures, Function<List<Picture>, List<T>> call) {
    List<T> results = new ArrayList<>();
    IntConsumer progress = steps.of(work, pictures.size());
    for (int begin = 0; begin < pictures.size(); begin += BATCH) {
      int end = Math.min(pictures.size(), begin + BATCH);
      results.addAll(call.apply(pictures.subList(begin, end)));
      progress.accept(results.size());
    }
    return results;
  }

  @Override
  public void close() {
    sprout.close();
  }
}
