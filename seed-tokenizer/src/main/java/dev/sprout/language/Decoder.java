package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.nn.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Writes what follows prompts. What a prompt gets doesn't depend on the others of its batch.
 * Thread-safe.
 */
final class Decoder {
  /** Sequences that are written at once; more don't make one cheaper. */
  private static final int TOGETHER = 128;

  private final LlamaNetwork network;
  private final NDManager parent;

  Decoder(LlamaNetwork network, NDManager parent) {
    this.network = network;
    this.parent = parent;
  }

  /**
   * The ids after each prompt, closing mark included where one was written.
   *
   * @param random the stream that prompt k draws from
   */
  List<int[]> continuations(
      List<int[]> prompts,
      PictureGrammar grammar,
      Decoding decoding,
      IntFunction<RandomStream> random) {
    int[][] written = new int[prompts.size()][];
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int i = 0; i < prompts.size(); i++) {
      byLength.computeIfAbsent(prompts.get(i).length, n -> new ArrayList<>()).add(i);
    }
    for (List<Integer> group : byLength.values()) {
      if (decoding.beams() > 1) {
        group.forEach(i -> written[i] = beamSearch(prompts.get(i), grammar, decoding));
      } else {
        for (int begin = 0; begin < group.size(); begin += TOGETHER) {
          List<Integer> some = group.subList(begin, Math.min(group.size(), begin + TOGETHER));
          together(prompts, some, grammar, decoding, random, written);
        }
      }
    }
    return Arrays.asList(written);
  }

  private void together(
      List<int[]> prompts,
      List<Integer> group,
      PictureGrammar grammar,
      Decoding decoding,
      IntFunction<RandomStream> random,
      int[][] written) {
    List<Sequence> sequences =
        group.stream().map(i -> new Sequence(grammar.start(), random.apply(i))).toList();
    int[][] batch = group.stream().map(prompts::get).toArray(int[][]::new);
    try (NDManager manager = parent.newSubManager()) {
      int length = batch[0].length;
      LlamaCache cache = network.cache(manager, batch.length, length + decoding.maxNew());
      float[][] scores = next(cache, manager, batch);
      for (int count = 0; ; ) {
        for (int i = 0; i < batch.length; i++) {
          sequences.get(i).extend(scores[i], grammar, decoding);
        }
        if (++count == decoding.maxNew() || sequences.stream().allMatch(Sequence::isDone)) {
          break;
        }
        scores =
            next(
                cache,
                manager,
                sequences.stream().map(s -> new int[] {s.last()}).toArray(int[][]::new));
      }
    }
    for (int i = 0; i < batch.length; i++) {
      written[group.get(i)] = sequences.get(i).ids();
    }
  }

  /** One sequence that is being written. */
  private static final class Sequence {
    private final List<Integer> ids = new ArrayList<>();
    private final RandomStream random;
    private int state;

    Sequence(int state, RandomStream random) {
      this.state = state;
      this.random = random;
    }

    void extend(float[] scores, PictureGrammar grammar, Decoding decoding) {
      if (!isDone()) {
        grammar.constrain(state, scores);
        int id = Choice.of(scores, decoding, random);
        ids.add(id);
        state = grammar.after(state, id);
      }
    }

    boolean isDone() {
      return state == PictureGrammar.DONE;
    }

    int last() {
      return ids.get(ids.size() - 1);
    }

    int[] ids() {
      return ids.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** A beginning, with the logarithm of its likelihood. */
  private record Beam(int row, int[] ids, int state, double likelihood) {
    double mean() {
      return likelihood / Math.max(1, ids.length);
    }

    Beam with(int newRow, int id, int newState, double logLikelihood) {
      int[] longer = Arrays.copyOf(ids, ids.length + 1);
      longer[ids.length] = id;
      return new Beam(newRow, longer, newState, likelihood + logLikelihood);
    }
  }

  /** The sequence of the best mean log-likelihood among those that the beams end with. */
  private int[] beamSearch(int[] prompt, PictureGrammar grammar, Decoding decoding) {
    List<Beam> finished = new ArrayList<>();
    List<Beam> beams = List.of(new Beam(0, new int[0], grammar.start(), 0));
    try (NDManager manager = parent.newSubManager()) {
      LlamaCache cache = network.cache(manager, 1, prompt.length + decoding.maxNew());
      float[][] scores = next(cache, manager, new int[][] {prompt});
      for (int count = 0; count < decoding.maxNew() && finished.size() < decoding.beams(); ) {
        beams = extended(beams, scores, grammar, decoding.beams(), finished);
        if (beams.isEmpty() || ++count == decoding.maxNew()) {
          break;
        }
        cache.choose(beams.stream().mapToInt(Beam::row).toArray());
        scores =
            next(
                cache,
                manager,
                beams.stream()
                    .map(beam -> new int[] {beam.ids[beam.ids.length - 1]})
                    .toArray(int[][]::new));
      }
    }
    finished.addAll(beams);
    return finished.stream().max(java.util.Comparator.comparingDouble(Beam::mean)).get().ids;
  }

  private static List<Beam> extended(
      List<Beam> beams, float[][] scores, PictureGrammar grammar, int width, List<Beam> finished) {
    List<Beam> candidates = new ArrayList<>();
    for (int i = 0; i < beams.size(); i++) {
      Beam beam = beams.get(i);
      grammar.constrain(beam.state, scores[i]);
      double[] likelihoods = Choice.logLikelihoods(scores[i]);
      int[] order = Choice.descending(scores[i]);
      for (int k = 0; k < Math.min(width, order.length); k++) {
        int id = order[k];
        candidates.add(beam.with(i, id, grammar.after(beam.state, id), likelihoods[id]));
      }
    }
    candidates.sort(java.util.Comparator.comparingDouble(beam -> -beam.likelihood));
    List<Beam> kept = new ArrayList<>();
    for (Beam beam : candidates.subList(0, Math.min(width, candidates.size()))) {
      (beam.state == PictureGrammar.DONE ? finished : kept).add(beam);
    }
    return kept;
  }

  private static float[][] next(LlamaCache cache, NDManager parent, int[][] ids) {
    try (NDManager scope = parent.newSubManager()) {
      long[] flat = Arrays.stream(ids).flatMapToInt(Arrays::stream).asLongStream().toArray();
      NDArray scores = cache.next(scope.create(flat, new Shape(ids.length, ids[0].length)));
      float[] values = scores.toFloatArray();
      int width = values.length / ids.length;
      float[][] rows = new float[ids.length][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
      }
      return rows;
    }
  }
}
