package dev.sprout.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Beam search after one prompt: the likeliest unfinished hypotheses are extended; of the finished
 * ones the best mean log-probability wins. It stops as Hugging Face's does with {@code
 * early_stopping=False} and {@code length_penalty=1}.
 */
final class BeamSearch {
  private final int beams;
  private final PictureGrammar grammar;
  private final Optional<WordGuard> guard;
  private final List<Continuation> finished = new ArrayList<>();
  private List<Branch> live = List.of(new Branch(0, Continuation.EMPTY));

  /**
   * A hypothesis and the one it extends.
   *
   * @param parent index of that one among the live ones of the step before
   */
  record Branch(int parent, Continuation text) {}

  BeamSearch(int beams, PictureGrammar grammar, Optional<WordGuard> guard) {
    this.beams = beams;
    this.grammar = grammar;
    this.guard = guard;
  }

  /** Unfinished hypotheses, likeliest first. */
  List<Branch> live() {
    return live;
  }

  /** Extends all live hypotheses, given the log-probabilities of the id after each: [live][V]. */
  void step(List<float[]> logProbabilities) {
    List<Branch> ranked = ranked(logProbabilities);
    List<Branch> next = new ArrayList<>();
    for (int rank = 0; rank < ranked.size() && next.size() < beams; rank++) {
      Branch branch = ranked.get(rank);
      if (!branch.text().finished()) {
        next.add(branch);
      } else if (rank < beams) {
        finished.add(branch.text());
      }
    }
    live = isDecided(next) ? List.of() : next;
  }

  /** The likeliest extensions, twice as many as beams, so that enough are left when some end. */
  private List<Branch> ranked(List<float[]> logProbabilities) {
    List<Branch> all = new ArrayList<>();
    for (int i = 0; i < live.size(); i++) {
      float[] row = logProbabilities.get(i);
      Continuation text = live.get(i).text();
      guard.ifPresent(words -> words.mask(row, text));
      for (int id : TokenSampler.likeliest(row, 2 * beams)) {
        all.add(new Branch(i, grammar.extend(text, id, row[id])));
      }
    }
    all.sort(Comparator.comparingDouble(branch -> -branch.text().logProbability()));
    return all.subList(0, Math.min(2 * beams, all.size()));
  }

  /** As many as beams have ended, and the likeliest live one has no better score now. */
  private boolean isDecided(List<Branch> next) {
    if (finished.size() < beams || next.isEmpty()) {
      return next.isEmpty();
    }
    finished.sort(Comparator.comparingDouble(text -> -text.score()));
    return finished.get(beams - 1).score() >= next.get(0).text().score();
  }

  /** Hypotheses by score, finished or not, as many as beams. */
  List<Continuation> best() {
    List<Continuation> all = new ArrayList<>(finished);
    live.forEach(branch -> all.add(branch.text()));
    all.sort(Comparator.comparingDouble(text -> -text.score()));
    return List.copyOf(all.subList(0, Math.min(beams, all.size())));
  }
}
