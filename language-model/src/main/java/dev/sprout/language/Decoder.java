package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Greedy decoding, sampling and beam search within a {@link PictureGrammar}. Prompts of any lengths
 * are decoded as one batch; no result depends on the other prompts. Thread-safe.
 */
public final class Decoder {
  private final LlamaNetwork network;
  private final PictureGrammar grammar;
  private final NDManager manager;
  private final NDArray masks;

  /**
   * A decoder.
   *
   * @param manager owns the masks of the grammar; on the network's device
   * @throws UserError when the grammar has more ids than the network
   */
  public Decoder(LlamaNetwork network, PictureGrammar grammar, NDManager manager) {
    int vocabulary = network.config().vocabulary();
    if (grammar.size() > vocabulary) {
      throw UserError.failure(
          "the tokenizer has %d ids, the network %d; use the tokenizer that was published with the"
              + " weights",
          grammar.size(), vocabulary);
    }
    this.network = network;
    this.grammar = grammar;
    this.manager = manager;
    this.masks = manager.create(grammar.masks(vocabulary));
  }

  /** The best continuation of each prompt, see {@link #hypotheses}. */
  public List<Continuation> decode(List<long[]> prompts, Decoding options) {
    return hypotheses(prompts, options).stream().map(each -> each.get(0)).toList();
  }

  /** Continues each prompt with any words, see {@link #hypotheses(List, Decoding, Optional)}. */
  public List<List<Continuation>> hypotheses(List<long[]> prompts, Decoding options) {
    return hypotheses(prompts, options, Optional.empty());
  }

  /**
   * Continues each prompt.
   *
   * @param prompts one or more ids each
   * @param guard of the words that may come, or empty for all
   * @return continuations of each prompt, best first: up to as many as beams
   * @throws UserError when a prompt is empty, too long, has unknown ids or broken pictures, or a
   *     picture can't end within the largest length
   */
  public List<List<Continuation>> hypotheses(
      List<long[]> prompts, Decoding options, Optional<WordGuard> guard) {
    prompts.forEach(prompt -> check(prompt, options.maxNew()));
    if (prompts.isEmpty()) {
      return List.of();
    }
    return SingleThread.compute(network.weightCount(), () -> searched(prompts, options, guard));
  }

  /**
   * Continues one prompt, without beams.
   *
   * @param growing receiver of the continuation after each id, on any thread
   * @throws UserError see {@link #hypotheses}, or when beams are asked for
   */
  public Continuation decode(long[] prompt, Decoding options, Consumer<Continuation> growing) {
    check(prompt, options.maxNew());
    if (options.beams() != 1) {
      throw UserError.unusable("beams", "is %d; accepted is 1 to see a text grow", options.beams());
    }
    return SingleThread.compute(
        network.weightCount(),
        () -> {
          try (ConstrainedDecoding rows = rows(List.of(prompt), options)) {
            return sample(rows, 1, options, Optional.empty(), growing).get(0);
          }
        });
  }

  private ConstrainedDecoding rows(List<long[]> prompts, Decoding options) {
    return new ConstrainedDecoding(network, grammar, masks, prompts, options.maxNew(), manager);
  }

  private List<List<Continuation>> searched(
      List<long[]> prompts, Decoding options, Optional<WordGuard> guard) {
    try (ConstrainedDecoding rows = rows(prompts, options)) {
      return options.beams() == 1
          ? sample(rows, prompts.size(), options, guard, text -> {}).stream().map(List::of).toList()
          : beamSearch(rows, prompts.size(), options, guard);
    }
  }

  private void check(long[] prompt, int maxNew) {
    LlamaConfig config = network.config();
    if (prompt.length == 0 || (long) prompt.length + maxNew > config.maxPositions()) {
      throw UserError.badRequest(
          "a prompt of %d ids and %d new ones were asked for; accepted are 1 or more and together"
              + " at most %d",
          prompt.length, maxNew, config.maxPositions());
    } else if (Arrays.stream(prompt).anyMatch(id -> id < 0 || id >= config.vocabulary())) {
      throw UserError.badRequest(
          "the prompt has ids outside 0 to %d; use the model's own tokenizer",
          config.vocabulary() - 1);
    }
    int needed = grammar.needed(grammar.start(prompt));
    if (needed > maxNew) {
      throw UserError.unusable("maxNew", "is %d; the image takes %d ids", maxNew, needed);
    }
  }

  private List<Continuation> sample(
      ConstrainedDecoding rows,
      int count,
      Decoding options,
      Optional<WordGuard> guard,
      Consumer<Continuation> growing) {
    TokenSampler sampler = new TokenSampler(options);
    Continuation[] texts = new Continuation[count];
    Arrays.fill(texts, Continuation.EMPTY);
    RandomStream[] random = new RandomStream[count];
    Arrays.setAll(random, i -> new RandomStream(options.seed() + i));
    int[] live = IntStream.range(0, count).toArray(); // prompt of each row
    float[][] next = rows.start();
    for (int step = 0; ; step++) {
      for (int row = 0; row < live.length; row++) {
        float[] likely = next[row];
        Continuation text = texts[live[row]];
        guard.ifPresent(words -> words.mask(likely, text));
        int id = sampler.draw(likely, random[live[row]]);
        texts[live[row]] = grammar.extend(text, id, likely[id]);
        growing.accept(texts[live[row]]);
      }
      int[] prompts = live;
      int[] kept =
          IntStream.range(0, live.length).filter(r -> !texts[prompts[r]].finished()).toArray();
      if (kept.length == 0 || step + 1 == options.maxNew()) {
        return List.of(texts);
      } else if (kept.length < live.length) {
        rows.select(kept);
        live = Arrays.stream(kept).map(row -> prompts[row]).toArray();
      }
      next = rows.append(Arrays.stream(live).mapToLong(i -> texts[i].last()).toArray());
    }
  }

  private List<List<Continuation>> beamSearch(
      ConstrainedDecoding rows, int count, Decoding options, Optional<WordGuard> guard) {
    List<BeamSearch> searches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      searches.add(new BeamSearch(options.beams(), grammar, guard));
    }
    float[][] next = rows.start();
    for (int step = 0; ; step++) {
      int[] parents = stepAll(searches, Arrays.asList(next));
      if (parents.length == 0 || step + 1 == options.maxNew()) {
        return searches.stream().map(BeamSearch::best).toList();
      }
      rows.select(parents);
      next =
          rows.append(
              searches.stream()
                  .flatMap(search -> search.live().stream())
                  .mapToLong(branch -> branch.text().last())
                  .toArray());
    }
  }

  /** Steps every search over its rows; gives, for each new row, the one that it extends. */
  private static int[] stepAll(List<BeamSearch> searches, List<float[]> rows) {
    IntStream.Builder parents = IntStream.builder();
    int first = 0;
    for (BeamSearch search : searches) {
      int width = search.live().size();
      search.step(rows.subList(first, first + width));
      int begin = first;
      search.live().forEach(branch -> parents.add(begin + branch.parent()));
      first += width;
    }
    return parents.build().toArray();
  }
}
